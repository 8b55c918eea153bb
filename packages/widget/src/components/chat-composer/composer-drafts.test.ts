import { sendKeys } from '@web/test-runner-commands'
import { expect } from 'chai'
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

  it('CV11 what is written before anybody is known comes after the draft that they had left', async () => {
    const left = `chat-view:drafts:${talk.me}`
    localStorage.setItem(left, JSON.stringify([[talk.row.thread.id, 'left before']]))
    localStorage.setItem('chat-view:drafts:nobody', JSON.stringify([[talk.row.thread.id, 'and since']]))
    await talk.show()
    const field = await input()
    await until(() => field.value === 'left before\n\nand since', 'both')
    talk.view.remove()
    const again = talk.page.view({ thread: talk.row.thread.id }, talk.chat)
    await until(
      () => find<HTMLTextAreaElement>(again, '[part~=input]')?.value === 'left before\n\nand since',
      'both again',
    )
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

  const closed = () => talk.chat.close()
  const full = async () => {
    talk.page.server.kill()
    await until(() => talk.chat.$connection.get().state !== 'connected', 'the loss')
    const other = talk.chat.thread()
    for (let number = 0; number < 200; number++) other.send(`${number}`)
    other.close()
  }
  const refusals = [
    ['the page has closed the chat', closed, 'Disconnected.'],
    ['too many wait already', full, 'Too many at once.'],
  ] as const
  for (const [name, refuse, words] of refusals)
    it(`CV11 what is refused before it is a message stays where it was written, and that is told: ${name}`, async () => {
      await talk.show()
      const field = await input()
      await refuse()
      field.focus()
      await sendKeys({ type: 'a question' })
      await sendKeys({ press: 'Enter' })
      await until(() => find(talk.view, '.note[role=alert]')?.textContent?.includes(words), 'the reason')
      expect(field.value).to.equal('a question')
      expect(talk.messages).to.have.length(0)
      await sendKeys({ type: '?' })
      await until(() => !find(talk.view, '.note[role=alert]'), 'the usual note')
      expect(field.value).to.equal('a question?')
    })
})
