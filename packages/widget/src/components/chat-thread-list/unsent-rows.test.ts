import type { Chat, ChatStorage } from '@chat-view/sdk'
import { memoryStorage } from '@chat-view/sdk/testing'
import { expect } from 'chai'
import { ChatPage, find, findAll, nextTask, until } from '../../testing/chat-page.ts'
import type { ChatView } from '../chat-view/chat-view.ts'

describe('threads whose first message waits', () => {
  let page: ChatPage
  let storage: ChatStorage
  beforeEach(() => {
    page = new ChatPage()
    storage = memoryStorage()
  })
  afterEach(() => page.close())

  const rows = (view: ChatView): string[] =>
    findAll(view, '.thread-item').map(row =>
      [row.querySelector('bdi'), row.querySelector('.xs')].map(part => part?.textContent ?? '').join(': '),
    )
  const shows = (view: ChatView, ...wanted: string[]) =>
    until(() => rows(view).join() === wanted.join(), `${wanted.join()} instead of ${rows(view).join()}`)
  const cut = async (chat: Chat): Promise<void> => {
    await chat.connect()
    page.server.kill()
    await until(() => chat.$connection.get().state !== 'connected', 'the loss')
  }

  it('CV6 stand in the list with their words, and can be opened', async () => {
    const chat = page.chat(storage)
    const view = page.view({ layout: 'page' }, chat)
    await until(() => find(view, '.thread-list .none'), 'the list')
    await cut(chat)
    await view.send('First')
    await view.newThread()
    await view.send('Second')
    await view.newThread()
    await shows(view, 'Second: Waiting to be sent', 'First: Waiting to be sent')
    expect(findAll(view, '.thread-item[aria-current]')).to.have.length(0)
    findAll(view, '.open-thread')[1]?.click()
    await until(() => findAll(view, 'chat-message').length === 1, 'the message')
    expect(findAll(view, '.thread-item').map(row => row.getAttribute('aria-current'))).to.deep.equal([null, 'page'])
    page.server.start()
    await chat.reconnect()
    await until(() => chat.$outbox.get().length === 0, 'the sending')
    await until(() => view.thread !== null, 'the id of the thread')
    await until(() => find(view, '.thread-item[aria-current] time'), 'the thread itself')
    expect(rows(view).some(row => row.includes('Waiting'))).to.equal(false)
  })

  /** As a page that is gone: what it held is free for the next. */
  const released = async (): Promise<void> => {
    const isHeld = async () => (await navigator.locks.query()).held?.some(({ name }) => name?.includes('outbox:'))
    while (await isHeld()) await nextTask()
  }

  it('CV6 are all there again after a reload, and what was refused for good says so', async () => {
    const before = page.chat(storage)
    await cut(before)
    for (const text of ['First', 'Second', 'Third']) before.thread().send(text)
    await before.close()
    await released()
    const view = page.view({ layout: 'page' }, page.chat(storage))
    await shows(view, 'Third: Waiting to be sent', 'Second: Waiting to be sent', 'First: Waiting to be sent')
    page.server.refuse({ code: 'forbidden', only: 'commands' })
    page.server.start()
    await view.chat?.reconnect()
    await until(() => rows(view).filter(row => row.endsWith(': Not sent')).length === 1, 'the refusal')
    await until(() => findAll(view, '.thread-item time').length === 2, 'the others')
  })
})
