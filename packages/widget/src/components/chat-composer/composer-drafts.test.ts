import type { ChatSession } from '@chat-view/sdk'
import { sendKeys } from '@web/test-runner-commands'
import { expect } from 'chai'
import { atom } from 'nanostores'
import { find, nextFrame, until } from '../../testing/chat-page.ts'
import { Conversation } from '../../testing/conversation.ts'

describe('drafts of <chat-composer>', () => {
  let talk: Conversation
  const input = () => until(() => find<HTMLTextAreaElement>(talk.view, '[part~=input]'), 'the input')

  const one = { server: 'http://chat.test', project: 'one' }
  const draftsOf = (owner: string): string => `chat-view:drafts:${owner}`

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
    const nobodys = draftsOf('http://chat.test:one:nobody')
    localStorage.setItem(nobodys, JSON.stringify([['new', 'early']]))
    const view = await talk.show({ ...one, thread: '' })
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
    localStorage.setItem(draftsOf(talk.me), JSON.stringify([[talk.row.thread.id, 'left before']]))
    localStorage.setItem(draftsOf('http://chat.test:one:nobody'), JSON.stringify([[talk.row.thread.id, 'and since']]))
    await talk.show(one)
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

  for (const [name, project] of [
    ['of two projects', true],
    ['with a chat each that the page has made', false],
  ] as const)
    it(`EM7 what is written into one of two elements ${name} before anybody is known does not come into the other`, async () => {
      const views = await Promise.all(
        ['one', 'two'].map(async name => {
          const chat = talk.page.chat()
          await chat.connect()
          const session = chat.$session.get()
          const $session = atom<ChatSession | null>(null)
          const attributes = project ? { ...one, project: name } : {}
          const view = talk.page.view({ layout: 'inline', ...attributes }, { ...chat, $session })
          const field = await until(() => find<HTMLTextAreaElement>(view, '[part~=input]'), 'the input')
          return { view, field, user: session?.user.id ?? '', begin: () => $session.set(session) }
        }),
      )
      const [first, second] = views
      if (!first || !second) throw new Error('two')
      first.field.focus()
      await sendKeys({ type: 'for the first' })
      second.field.focus()
      await new Promise(resolve => setTimeout(resolve, 400))
      second.begin()
      await nextFrame()
      expect(second.field.value).to.equal('')
      expect(localStorage.getItem(draftsOf(second.user))).to.equal(null)
      first.begin()
      await until(() => localStorage.getItem(draftsOf(first.user))?.includes('for the first'), 'the draft')
      expect(first.field.value).to.equal('for the first')
    })

  it('EM7 a first message takes the draft along that was sent, and not what another element of the same user has', async () => {
    await talk.show({ thread: '' })
    const other = talk.page.view({ layout: 'inline' }, talk.chat)
    const theirs = await until(() => find<HTMLTextAreaElement>(other, '[part~=input]'), 'the other input')
    const field = await input()
    field.focus()
    await sendKeys({ type: 'a question' })
    theirs.focus()
    await sendKeys({ type: 'half of another' })
    await until(() => localStorage.getItem(draftsOf(talk.me))?.includes('another'), 'the draft')
    field.focus()
    await sendKeys({ press: 'Enter' })
    await until(() => talk.view.thread !== null, 'the thread')
    other.remove()
    const again = talk.page.view({ layout: 'inline' }, talk.chat)
    await until(() => find<HTMLTextAreaElement>(again, '[part~=input]')?.value === 'half of another', 'the draft')
  })

  it('CV11 what was written in a conversation that is deleted elsewhere waits in the next new one', async () => {
    talk.mine('Is it worth it?')
    await talk.show()
    const field = await input()
    field.focus()
    await sendKeys({ type: 'and how long' })
    await talk.chat.threads.delete(talk.row.thread.id)
    const begin = await talk.button('New conversation', find(talk.view, 'chat-messages') ?? talk.view)
    begin.click()
    await until(() => find<HTMLTextAreaElement>(talk.view, '[part~=input]')?.value === 'and how long', 'the draft')
    expect(localStorage.getItem(draftsOf(talk.me))).not.to.contain(talk.row.thread.id)
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
