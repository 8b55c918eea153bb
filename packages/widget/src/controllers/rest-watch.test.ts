import { expect } from 'chai'
import { nextTask, until } from '../testing/chat-page.ts'
import { Conversation } from '../testing/conversation.ts'
import { RestWatch } from './rest-watch.ts'

describe('a conversation at rest', () => {
  let talk: Conversation
  let rests = 0
  const host = {
    addController: () => {},
    removeController: () => {},
    requestUpdate: () => {},
    updateComplete: Promise.resolve(true),
  }
  const watch = new RestWatch(host, () => {
    rests++
  })
  beforeEach(async () => {
    rests = 0
    talk = await Conversation.begin({ answer: () => 'Yes.' })
  })
  afterEach(async () => {
    watch.enter(null)
    await talk.close()
  })

  it('UX3 has its answer: nothing is fetched for later while one is under way', async () => {
    const thread = talk.chat.thread(talk.row.thread.id)
    watch.enter(thread)
    thread.send('Is it worth it?')
    await until(() => talk.page.server.answers.running.size > 0, 'the answer')
    await until(() => thread.$timeline.get().running !== null, 'its beginning')
    await nextTask()
    expect(rests).to.equal(0)
    await until(() => {
      talk.page.server.answers.release(1)
      return rests > 0
    }, 'the rest')
    expect(thread.$timeline.get().running).to.equal(null)
  })

  it('UX3 rests also where nothing is asked', async () => {
    watch.enter(talk.chat.thread())
    await until(() => rests > 0, 'the rest')
  })
})
