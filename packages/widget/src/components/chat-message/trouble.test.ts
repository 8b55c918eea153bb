import { expect } from 'chai'
import { find, findAll, until } from '../../testing/chat-page.ts'
import { Conversation } from '../../testing/conversation.ts'
import { runAxe } from '../../testing/run-axe.ts'

const calm = document.createElement('style')
calm.textContent = 'html { background: Canvas; color-scheme: light dark }'

describe('what went wrong, in words', () => {
  let talk: Conversation
  const notice = () => find(talk.view, '.notice')?.textContent?.replace(/\s+/g, ' ').trim()
  const begin = async () => {
    talk = await Conversation.begin({ answer: () => 'Yes, it would.' })
    document.head.append(calm)
    document.documentElement.lang = 'en'
  }
  const quota = (more = {}) => {
    const resetsAt = Date.now() + 5 * 3_600_000 + 60_000
    return { scope: 'user', unit: 'messages', period: 'day', limit: 10, resetsAt, ...more } as const
  }
  afterEach(async () => {
    calm.remove()
    await talk.close()
    localStorage.clear()
  })

  const endings = [
    ['failed', 'key-refused', 'does not accept this chat’s key'],
    ['failed', 'model-unknown', 'does not exist'],
    ['failed', 'context-length', 'too long for the assistant'],
    ['failed', 'breaker-open', 'failed several times'],
    ['failed', 'connect-timeout', 'could not be reached'],
    ['failed', 'first-token-timeout', 'took too long'],
    ['failed', 'too-long', 'grew too long'],
    ['failed', 'provider_unavailable', 'not available at present'],
    ['failed', 'something-new', 'Something went wrong'],
    ['interrupted', 'cut', 'stopped in the middle'],
    ['interrupted', 'node-lost', 'The server was restarted. Nothing that you have read is lost.'],
    ['interrupted', 'something-new', 'Nothing that you have read is lost.'],
    ['blocked', 'input-blocked', 'Your message goes against the rules'],
    ['blocked', 'output-blocked', 'so it is not shown'],
    ['blocked', 'filter', 'rules of the AI service'],
    ['failed', 'answers_paused', 'Answers are paused.'],
    ['stopped', 'paused', 'Answers are paused at present. Your question is kept.'],
  ] as const
  for (const [state, reason, said] of endings)
    it(`AI2 says why an answer ended, and that one can go on: ${state}, ${reason}`, async () => {
      await begin()
      talk.mine(`What of ${reason}?`)
      talk.ended(state, reason, state === 'interrupted' ? 'Half an answer' : '')
      await talk.show()
      await until(() => notice()?.includes(said), said)
      expect(await runAxe(talk.view)).to.deep.equal([])
    })

  it('AI7 a limit says which it is, when it begins anew and what the project says; the question is kept', async () => {
    await begin()
    await talk.show()
    talk.page.server.refuse({ code: 'quota_exceeded', only: 'commands', quota: quota(), detail: 'Call us for more.' })
    await talk.ask('Is it worth it?')
    await until(() => notice()?.includes('10 messages · per day · for you'), 'which limit')
    expect(notice()).to.contain('Call us for more.').and.contain('Begins anew in 5 hours: ')
    expect(find(talk.view, '.bubble')?.textContent).to.equal('Is it worth it?')
    expect(await runAxe(talk.view)).to.deep.equal([])
    ;(await talk.button('Retry')).click()
    await until(() => talk.page.server.answers.running.size > 0, 'the answer')
  })

  it('AI7 another answer that a limit refused says so, and the one that is there stays', async () => {
    await begin()
    talk.mine('Is it worth it?')
    talk.answer('Yes.')
    await talk.show()
    const money = quota({ unit: 'money', scope: 'project', period: 'month', limit: 5_000_000, currency: 'EUR' })
    talk.page.server.refuse({ code: 'quota_exceeded', only: 'commands', quota: money })
    ;(await talk.button('Ask again')).click()
    const told = () => find(talk.view, '.trouble')?.textContent
    await until(() => told()?.includes('€5.00 · per month · for everyone here'), 'which limit')
    expect(find(talk.view, '.prose')?.textContent?.trim()).to.equal('Yes.')
  })

  it('AI7 says that answers are paused while a question waits, and sends it afterwards', async () => {
    await begin()
    await talk.show()
    talk.page.server.paused = true
    await talk.ask('Is it worth it?')
    await until(() => notice()?.startsWith('Answers are paused.'), 'the words')
    talk.page.server.paused = false
    await until(() => talk.page.server.answers.running.size > 0, 'the answer')
  })

  it('UX2 why a question must wait is read out when it comes, and not again with each second of the wait', async () => {
    await begin()
    await talk.show()
    talk.page.server.refuse({ code: 'rate_limited', only: 'commands', retryAfter: 40 })
    await talk.ask('Is it worth it?')
    await until(() => notice()?.includes('You can go on in 0:3'), 'the wait')
    expect(find(talk.view, '.notice')?.role).to.equal('alert')
    expect(find(talk.view, '.notice')?.getAttribute('aria-relevant')).to.equal('additions')
  })

  it('RT14 says that a question which cannot be taken now is sent again by itself, and it is', async () => {
    await begin()
    await talk.show()
    talk.page.server.refuse({ code: 'overloaded', only: 'commands', retryAfter: 2 })
    await talk.ask('Is it worth it?')
    const busy = 'The service is busy. This is sent again by itself.'
    await until(() => find(talk.view, '.state')?.textContent?.trim() === busy, 'the words')
    expect(await runAxe(talk.view)).to.deep.equal([])
    await until(() => talk.page.server.answers.running.size > 0, 'the answer')
    expect(talk.page.server.answers.running.size).to.equal(1)
  })

  it('CV8 suggests what could be asked next, as buttons that send themselves', async () => {
    await begin()
    talk.page.server.answers.suggestions = ['And in winter?', 'What does it cost?']
    await talk.show()
    await talk.ask('Is it worth it?')
    await until(() => talk.page.server.answers.running.size > 0, 'the answer')
    expect(findAll(talk.view, '[part~=prompt]')).to.deep.equal([])
    talk.page.server.release()
    const buttons = await until(() => {
      const found = findAll(talk.view, '[part~=prompt]')
      return found.length === 2 && found
    }, 'the suggestions')
    expect(await runAxe(talk.view)).to.deep.equal([])
    buttons[0]?.click()
    await until(() => talk.messages.length === 4, 'the next question')
    expect(find(talk.messages[2] as HTMLElement, '.bubble')?.textContent).to.equal('And in winter?')
    expect(findAll(talk.view, '[part~=prompt]')).to.deep.equal([])
  })
})
