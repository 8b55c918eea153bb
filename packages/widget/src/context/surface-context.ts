import { createContext } from '@lit/context'
import type { Announcing } from '../controllers/announcing.ts'

/** What the parts of an instance need to know of it besides the chat: its look, its wishes, and how to speak to the page. */
export interface Surface {
  readonly layout: 'inline' | 'popup' | 'page'
  /** By the width of its own box: below 600 px, below 900 px, or wider (EM3). */
  readonly room: 'narrow' | 'medium' | 'wide'
  /** Its pieces stand in the page by themselves: none around them tells what goes wrong (EM11). Default false. */
  readonly alone?: boolean
  /** Server and project; null where only the page knows them, which made the chat. Keeps what is unsent apart (EM7). */
  readonly home: string | null
  /** The page wants it to be looked at only. */
  readonly readonly: boolean
  /** A closed popup: nothing is announced, and nothing counts as read. */
  readonly shown: boolean
  /** Starter prompts of this element; null: the project's (CV8). */
  readonly prompts: readonly string[] | null
  /** The message that is to be brought into view, in the thread where it is. */
  readonly wanted: { readonly thread: string; readonly message: string } | null
  /** What went wrong and has no place of its own, in words; shown above the conversation. */
  readonly trouble: string | null
  /** Opens a thread by its id or key; null: a new one. With a message of it: and brings that into view. */
  openThread(key: string | null, message?: string | null): void
  /** What was wanted is in view, or nowhere. */
  found(): void
  /** Says what went wrong; null: it was read. */
  tell(trouble: string | null): void
  /** After everything of a user was erased: a chat of somebody new. Null where the page made the chat. */
  readonly startAnew: (() => void) | null
  /** The page's address of a thread, null: of a new one; null where threads have no address (EM3). */
  address(thread: string | null): string | null
  /** When an answer is read out, as the page wants it now. */
  announcing(): Announcing
  /** Says politely, once, what a screen reader shall read out (UX2). Silent while a popup is closed. */
  announce(text: string): void
  /** Puts the focus where one writes: a place to go for the focus when its control goes away (UX1). */
  focusComposer(): void
}

export const surfaceContext = createContext<Surface | null>('chat-view:surface')
