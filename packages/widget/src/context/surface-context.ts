import { createContext } from '@lit/context'

/** What the parts of an instance need to know of it besides the chat: its look, its wishes, and how to speak to the page. */
export interface Surface {
  readonly layout: 'inline' | 'popup' | 'page'
  /** By the width of its own box: below 600 px, below 900 px, or wider (EM3). */
  readonly room: 'narrow' | 'medium' | 'wide'
  /** The page wants it to be looked at only. */
  readonly readonly: boolean
  /** A closed popup: nothing is announced, and nothing counts as read. */
  readonly shown: boolean
  /** Starter prompts of this element; null: the project's (CV8). */
  readonly prompts: readonly string[] | null
  /** Opens a thread by its id or key; null: a new one. */
  openThread(key: string | null): void
  /** Says politely, once, what a screen reader shall read out (UX2). */
  announce(text: string): void
}

export const surfaceContext = createContext<Surface | null>('chat-view:surface')
