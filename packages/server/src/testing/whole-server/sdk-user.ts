import { type Chat, type ChatOptions, type ChatStorage, createChat, type MessageView } from '@chat-view/sdk'
import { memoryStorage } from '@chat-view/sdk/testing'

/** A visitor of the demo project with the real SDK, on Node's own WebSocket and fetch. */
export interface SdkUser extends AsyncDisposable {
  readonly chat: Chat
  /** The proof with which another device comes as the same visitor; null before the first connection. */
  visitor(): string | null
}

const visitorName = (url: string): string => `chat-view:${url}:pk_demo:visitor`

/** Opens a chat; with `visitor` as the one who was here on another device. */
export const openSdkUser = (
  url: string,
  { visitor, ...options }: Partial<ChatOptions> & { readonly visitor?: string } = {},
): SdkUser => {
  const storage: ChatStorage = memoryStorage()
  if (visitor !== undefined) storage.setItem(visitorName(url), visitor)
  const chat = createChat({ server: url, project: 'pk_demo', storage, ...options })
  return {
    chat,
    visitor: () => storage.getItem(visitorName(url)),
    [Symbol.asyncDispose]: () => chat.close(),
  }
}

/** The text that a view shows, without reasoning and sources. */
export const shownText = (view: MessageView | null): string =>
  (view?.parts ?? []).map(part => (part.kind === 'text' ? part.text : '')).join('')
