import { expect } from 'chai'
import { find, until } from '../../testing/chat-page.ts'
import { Conversation } from '../../testing/conversation.ts'

describe('<chat-step>', () => {
  let talk: Conversation
  const said = () => {
    const step = find(talk.view, 'chat-step')
    return (step?.shadowRoot?.textContent?.trim() || step?.textContent?.trim()) ?? ''
  }
  const begin = async (attributes = {}) => {
    talk = await Conversation.begin({ answer: () => 'Yes.' })
    await talk.show(attributes)
    await talk.ask('Is it worth it?')
    await until(() => talk.page.server.answers.running.size > 0, 'the answer')
    await until(() => find(talk.view, 'chat-step')?.shadowRoot, 'its words')
  }
  afterEach(async () => {
    await talk.close()
    localStorage.clear()
  })

  it('AI2 says which try comes when, counting down, and reads it out once', async () => {
    await begin()
    expect(said()).to.equal('Thinking')
    talk.page.server.answers.status({ status: 'retrying', seconds: 1.4, attempt: 3 })
    await until(() => said().startsWith('Trying again in '), 'the wait')
    expect(said()).to.match(/in \ds, try 3$/)
    await until(() => said() === 'Trying again, try 3', 'the try')
    expect(talk.announced.filter(line => line.startsWith('Trying again'))).to.have.length(1)
  })

  it('AI2 says who answers instead, and that a tool is waited for', async () => {
    await begin()
    talk.page.server.answers.status({ status: 'fallback', model: 'small-2' })
    await until(() => said() === 'small-2 answers instead', 'the model')
    await until(() => talk.announced.includes('small-2 answers instead'), 'the words')
    talk.page.server.answers.status({ status: 'waiting' })
    await until(() => said() === 'Waiting for a tool', 'the tool')
  })

  it('CV7 says after a while that it still thinks', async () => {
    await begin()
    const { now } = Date
    const later = now() + 9_000
    Date.now = () => later
    try {
      await until(() => said() === 'Still thinking', 'the words')
    } finally {
      Date.now = now
    }
  })

  it('EM10 speaks Arabic from right to left', async () => {
    talk = await Conversation.begin()
    await talk.show({ locale: 'ar' })
    const thread = talk.chat.thread(talk.row.thread.id)
    thread.send('Is it worth it?')
    await until(() => find(talk.view, 'chat-step')?.shadowRoot, 'its words')
    talk.page.server.answers.status({ status: 'retrying', seconds: 60, attempt: 2 })
    await until(() => said().includes('إعادة المحاولة'), 'the words')
    const step = find(talk.view, 'chat-step')
    expect(step && getComputedStyle(step).direction).to.equal('rtl')
    thread.close()
  })
})
