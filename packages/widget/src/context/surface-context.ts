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
  /** The page's address of a thread, null: of a new one; null where threads have no address (EM3). */
  address(thread: string | null): string | null
  /** Says politely, once, what a screen reader shall read out (UX2). Silent while a popup is closed. */
  announce(text: string): void
  /** Puts the focus where one writes: a place to go for the focus when its control goes away (UX1). */
  focusComposer(): void
}

export const surfaceContext = createContext<Surface | null>('chat-view:surface')
