import { expect } from 'chai'
import { find, findAll, until } from '../../testing/chat-page.ts'
import { Conversation } from '../../testing/conversation.ts'
import { runAxe } from '../../testing/run-axe.ts'

const calm = document.createElement('style')
calm.textContent = 'html { background: Canvas; color-scheme: light dark }'

describe('<chat-gauges>', () => {
  let talk: Conversation
  const use = (used: number, more = {}) => ({
    used,
    limit: 1_000,
    estimated: false,
    summarised: 0,
    leftOut: 0,
    ...more,
  })
  const meter = () => find(talk.view, '[part~=context-meter]')
  const words = () => meter()?.textContent?.trim().replace(/\s+/g, ' ')
  const ask = async (used: number, more = {}) => {
    talk.page.server.answers.context = use(used, more)
    await talk.ask('Next?')
    const answers = talk.page.server.answers.running
    await until(() => answers.size > 0, 'the answer')
    talk.page.server.release()
    await until(() => answers.size === 0, 'its end')
  }
  const begin = async (attributes = {}) => {
    talk = await Conversation.begin({ answer: () => 'Yes.' })
    document.head.append(calm)
    document.documentElement.lang = 'en'
    talk.mine('First?')
    talk.answer('First.')
    await talk.show(attributes)
    await until(() => find(talk.view, 'chat-gauges')?.shadowRoot, 'the gauges')
  }
  afterEach(async () => {
    calm.remove()
    await talk.close()
    localStorage.clear()
  })

  it('AI6 shows how full the context is from half on: in words, and in a colour from 80 and 95 % on', async () => {
    await begin()
    await ask(400)
    expect(meter()).to.equal(null)
    await ask(700)
    await until(() => words() === '70% of context used', 'the meter')
    expect(meter()?.className.trim()).to.equal('context-meter')
    expect(meter()?.getAttribute('aria-valuetext')).to.contain('700 of 1,000 tokens')
    await ask(800)
    await until(() => meter()?.classList.contains('warn'), 'the warning')
    expect(words()).to.equal('80% of context used · The conversation is getting long.')
    await ask(950, { leftOut: 3, estimated: true })
    await until(() => meter()?.classList.contains('bad'), 'the alarm')
    expect(words()).to.contain('nearly too long').and.contain('3 messages do not fit.')
    expect(meter()?.title).to.equal('about 950 of 1,000 tokens')
    expect(meter()?.getAttribute('aria-valuenow')).to.equal('950')
    await ask(100)
    await until(() => meter() === null, 'its end')
  })

  it('AI7 warns at 80 % of a limit, with what it is and when it begins anew, and reads it out once', async () => {
    await begin()
    const resetsAt = Date.now() + 3 * 3_600_000 + 60_000
    const limit = {
      scope: 'user',
      unit: 'messages',
      period: 'day',
      limit: 50,
      used: 41,
      reserved: 1,
      resetsAt,
    } as const
    talk.page.server.usage = { ...talk.page.server.usage, limits: [{ ...limit, warning: true }] }
    await ask(100)
    const warning = await until(() => find(talk.view, '.warning'), 'the warning')
    const said = warning.textContent?.trim() ?? ''
    expect(said).to.contain('84% used: 50 messages · per day · for you.').and.contain('Begins anew in 3 hours')
    await until(() => talk.announced.includes(said), 'the words')
    await ask(100)
    expect(talk.announced.filter(line => line === said)).to.have.length(1)
    const asked = talk.page.server.requests.filter(({ path }) => path === '/v1/usage')
    expect(asked).to.have.length(1)
  })

  it('AI7 says nothing where nothing is nearly used up, or where that cannot be known', async () => {
    await begin()
    talk.page.server.refuse({ code: 'overloaded', only: '/v1/usage' })
    await ask(100)
    await until(() => talk.page.server.requests.some(({ path }) => path === '/v1/usage'), 'the request')
    expect(findAll(talk.view, '.gauges')).to.deep.equal([])
  })

  it('EM10 speaks Arabic', async () => {
    talk = await Conversation.begin({ pace: { mode: 'instant' } })
    talk.page.server.answers.context = use(970)
    talk.mine('First?')
    talk.answer('First.')
    await talk.show({ locale: 'ar' })
    const thread = talk.chat.thread(talk.row.thread.id)
    thread.send('Next?')
    await until(() => words()?.includes('السياق'), 'the words')
    thread.close()
  })

  for (const theme of ['light', 'dark'])
    it(`UX1 axe finds nothing in a full context and a warning, ${theme}`, async () => {
      await begin({ theme })
      const resetsAt = Date.now() + 3_600_000
      const limit = { scope: 'project', unit: 'money', period: 'month', limit: 5_000_000, used: 4_900_000 } as const
      talk.page.server.usage = {
        ...talk.page.server.usage,
        limits: [{ ...limit, reserved: 0, resetsAt, warning: true }],
      }
      await ask(960)
      await until(() => find(talk.view, '.warning'), 'the warning')
      expect(find(talk.view, '.warning')?.textContent).to.contain('$5.00')
      expect(await runAxe(talk.view)).to.deep.equal([])
    })
})
