import { type Chat, createChat } from '@chat-view/sdk'
import { memoryStorage } from '@chat-view/sdk/testing'
import { defineElements } from '@chat-view/widget'
import { WorkerServer } from './worker-server.ts'

/**
 * The widget in a plain page, and a thread of so many messages that come in one page from a server; what it resolves to
 * shows it.
 */
export const prepareChat = async (count: number): Promise<() => Promise<() => Element | null>> => {
  defineElements()
  const server = new WorkerServer()
  const chat = createChat({ ...(await server.begin(count)), storage: memoryStorage() })
  await chat.connect()
  const thread = await server.fill(chat.$session.get()?.user.id ?? '', count)
  return async () => show(chat, thread)
}

const show = (chat: Chat, thread: string): (() => Element | null) => {
  const view = document.createElement('chat-view')
  view.setAttribute('layout', 'inline')
  view.setAttribute('thread', thread)
  view.chat = chat
  document.body.append(view)
  const list = () => view.shadowRoot?.querySelector('chat-panel')?.shadowRoot?.querySelector('chat-messages')
  return () => list()?.shadowRoot?.querySelector('.messages') ?? null
}
