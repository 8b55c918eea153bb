import { sendKeys } from '@web/test-runner-commands'
import { find, until } from '../../testing/chat-page.ts'
import { Conversation } from '../../testing/conversation.ts'

describe('drafts of <chat-composer>', () => {
  let talk: Conversation
  const input = () => until(() => find<HTMLTextAreaElement>(talk.view, '[part~=input]'), 'the input')

  beforeEach(async () => {
    talk = await Conversation.begin({ answer: () => 'One two three four five six.' })
  })
  afterEach(async () => {
    await talk.close()
    localStorage.clear()
  })

  it('CV11 keeps a draft for each thread over a reload', async () => {
    const view = await talk.show()
    const other = talk.page.server.world.createThread(talk.me, 'Another')
    const field = await input()
    field.focus()
    await sendKeys({ type: 'for the first' })
    view.thread = other.thread.id
    await until(() => find<HTMLTextAreaElement>(view, '[part~=input]')?.value === '', 'an empty composer')
    view.remove()
    const again = talk.page.view({ thread: talk.row.thread.id }, talk.chat)
    await until(() => find<HTMLTextAreaElement>(again, '[part~=input]')?.value === 'for the first', 'the draft')
  })

  it('CV11 what was written before anybody was known is theirs who came, and stays behind nowhere', async () => {
    const nobodys = 'chat-view:drafts:nobody'
    localStorage.setItem(nobodys, JSON.stringify([['new', 'early']]))
    const view = await talk.show({ thread: '' })
    await until(() => find<HTMLTextAreaElement>(view, '[part~=input]')?.value === 'early', 'the early draft')
    await until(() => localStorage.getItem(nobodys) === null, 'that nothing stays behind')
    const field = await input()
    field.select()
    await sendKeys({ type: 'later' })
    view.remove()
    const again = talk.page.view({ thread: '' }, talk.chat)
    await until(() => find<HTMLTextAreaElement>(again, '[part~=input]')?.value === 'later', 'the later draft')
  })

  it('CV11 takes the draft of a new thread along when the server has created it', async () => {
    await talk.show({ thread: '' })
    await talk.ask('First')
    const field = await input()
    field.focus()
    await sendKeys({ type: 'next' })
    await until(() => talk.view.thread !== null, 'the thread')
    const { thread } = talk.view
    talk.view.newThread()
    await until(() => find<HTMLTextAreaElement>(talk.view, '[part~=input]')?.value === '', 'an empty composer')
    talk.view.thread = thread
    await until(() => find<HTMLTextAreaElement>(talk.view, '[part~=input]')?.value === 'next', 'the draft')
  })
})
