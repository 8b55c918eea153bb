import type { Chat } from '@chat-view/sdk'
import { createContext } from '@lit/context'

/** The one chat that an instance shares among its parts; null until it is set up. */
export const chatContext = createContext<Chat | null>('chat-view:chat')
