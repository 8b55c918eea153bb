import type { ChatTool } from '@chat-view/sdk'
import { sendKeys } from '@web/test-runner-commands'
import { expect } from 'chai'
import { deepActiveElement } from '../../controllers/focusable-elements.ts'
import { find, findAll, until } from '../../testing/chat-page.ts'
import { Conversation } from '../../testing/conversation.ts'
import { runAxe } from '../../testing/run-axe.ts'

const calm = document.createElement('style')
calm.textContent = 'html { background: Canvas; color-scheme: light dark }'

describe('<chat-tool>', () => {
  let talk: Conversation
  const text = (selector: string) => find(talk.view, selector)?.textContent?.trim()
  const begin = async (attributes = {}) => {
    talk = await Conversation.begin({ answer: () => 'It is done.' })
    talk.page.server.answers.calls = () => [
      {
        name: 'switch_tariff',
        arguments: { tariff: 'Night', from: '1 December' },
        approval: true,
        result: '{"ok":true}',
      },
    ]
    document.head.append(calm)
    document.documentElement.lang = 'en'
    await talk.show(attributes)
    await talk.ask('Switch me over.')
    await until(
      () => find(talk.view, '.tool') ?? find(talk.view, 'chat-tool')?.shadowRoot?.querySelector('.tool'),
      'it',
    )
  }
  afterEach(async () => {
    calm.remove()
    await talk.close()
    localStorage.clear()
  })

  it('AI10 asks in plain words, with what would be given, and reads it out once', async () => {
    await begin()
    expect(text('.tool b')).to.equal('The assistant wants to use switch_tariff')
    expect(findAll(talk.view, '.tool :is(dt, dd)').map(({ textContent }) => textContent)).to.deep.equal([
      'tariff',
      'Night',
      'from',
      '1 December',
    ])
    expect(text('.wait')).to.not.equal('')
    const told = () => talk.announced.filter(line => line.includes('switch_tariff'))
    await until(() => told().length > 0, 'the words')
    expect(told()).to.have.length(1)
    await until(() => find(talk.view, 'chat-step')?.shadowRoot?.textContent?.includes('decision'), 'what is waited for')
  })

  const jon = '00000000-0000-7000-9000-0000000000aa'
  for (const isMine of [false, true])
    it(`AI10.3 a guest decides about a call of the server’s: ${isMine ? 'their own' : 'none of another'}`, async () => {
      talk = await Conversation.begin({ answer: () => 'It is done.' })
      const { world, answers } = talk.page.server
      const row = world.createThread(jon, 'Of somebody else')
      world.join(row, talk.me, 'collaborator')
      answers.calls = () => [{ name: 'switch_tariff', approval: true, decider: isMine ? talk.me : jon }]
      document.head.append(calm)
      await talk.show({ thread: row.thread.id })
      await talk.ask('Switch it over.')
      if (isMine) await talk.button('Allow once')
      else {
        await until(() => text('summary')?.includes('switch_tariff'), 'the call')
        expect(findAll(talk.view, '.tool')).to.deep.equal([])
      }
    })

  it('AI10 is allowed by the keyboard; the focus stays, and the result can be opened', async () => {
    await begin()
    const allow = await talk.button('Allow once')
    allow.focus()
    await sendKeys({ press: 'Enter' })
    const summary = await until(() => find(talk.view, '.fold > summary'), 'the fold')
    expect(summary.textContent?.trim()).to.equal('Used switch_tariff')
    await until(() => deepActiveElement() === summary, 'the focus')
    await sendKeys({ press: 'Enter' })
    expect(findAll(talk.view, '.fold pre').map(({ textContent }) => textContent?.replace(/\s/g, ''))).to.deep.equal([
      '{"tariff":"Night","from":"1December"}',
      '{"ok":true}',
    ])
    talk.page.server.release()
    await until(() => text('.prose') === 'It is done.', 'the answer')
  })

  it('AI10 is denied, and the answer goes on without it', async () => {
    await begin()
    ;(await talk.button('Don’t allow')).click()
    await until(() => text('.fold > summary') === 'switch_tariff: Not allowed', 'the words')
    talk.page.server.release()
    await until(() => text('.prose') === 'It is done.', 'the answer')
  })

  it('UX6 says why a decision was not taken, and asks on', async () => {
    await begin()
    talk.page.server.refuse({ code: 'forbidden', only: 'commands' })
    ;(await talk.button('Allow once')).click()
    await until(() => text('.tool [role=alert]') === 'You are not allowed to do this.', 'the words')
    ;(await talk.button('Allow once')).click()
    await until(() => text('.fold > summary') === 'Used switch_tariff', 'the result')
  })

  it('CV9 who may only look on is asked nothing', async () => {
    talk = await Conversation.begin()
    talk.page.server.answers.calls = () => [{ name: 'switch_tariff', approval: true }]
    await talk.show({ readonly: '' })
    const thread = talk.chat.thread(talk.row.thread.id)
    thread.send('Switch me over.')
    await until(() => text('.fold > summary') === 'The assistant wants to use switch_tariff', 'the words')
    expect(findAll(talk.view, '.tool')).to.deep.equal([])
    thread.close()
  })

  it('AI10 a tool of the page runs in the page, and its failure is told', async () => {
    talk = await Conversation.begin({ answer: () => 'Done.' })
    talk.page.server.answers.calls = (_, offered) => offered.map(({ name }) => ({ name, arguments: { line: 3 } }))
    const seen: unknown[] = []
    const tool: ChatTool = {
      name: 'mark_line',
      title: 'Mark a line',
      description: 'Marks a line of the bill',
      parameters: { type: 'object' },
      run: args => {
        seen.push(args)
        throw new Error('There is no such line')
      },
    }
    const view = await talk.show()
    view.tools = [tool]
    await talk.ask('Mark it.')
    await until(() => text('.fold > summary') === 'Mark a line failed', 'the words')
    expect(seen).to.deep.equal([{ line: 3 }])
    expect(findAll(talk.view, '.fold pre').at(-1)?.textContent).to.equal('There is no such line')
    view.tools = []
    talk.page.server.release()
    await until(() => text('.prose') === 'Done.', 'the answer')
    await talk.ask('And again?')
    await until(() => talk.page.server.answers.running.size > 0, 'the next')
    expect(seen).to.have.length(1)
  })

  it('AI10 what was cut off says that nobody knows whether it had its effect', async () => {
    talk = await Conversation.begin()
    talk.answer('', {
      parts: [{ kind: 'tool', call: '1', name: 'pay', state: 'interrupted', arguments: 'no JSON', result: null }],
    })
    await talk.show()
    await until(() => text('.fold > summary') === 'pay was interrupted', 'the words')
    expect(find(talk.view, '.fold')?.textContent)
      .to.contain('Whether it had its effect is not known.')
      .and.contain('no JSON')
  })

  for (const theme of ['light', 'dark'])
    it(`UX1 axe finds nothing in a question and a result, ${theme}`, async () => {
      await begin({ theme })
      expect(await runAxe(talk.view), 'question').to.deep.equal([])
      ;(await talk.button('Allow once')).click()
      const summary = await until(() => find(talk.view, '.fold > summary'), 'the fold')
      summary.click()
      expect(await runAxe(talk.view), 'result').to.deep.equal([])
    })
})
