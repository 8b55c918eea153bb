import type { Chat, ThreadHandle } from '@chat-view/sdk'
import type { Surface } from '../../context/surface-context.ts'
import type { Localisation } from '../../locales/localisation.ts'

/** What keys and commands act on: one panel, as it is now. */
export interface CommandPlace {
  readonly chat: Chat
  readonly thread: ThreadHandle | null
  readonly words: Localisation
  readonly surface: Surface
  /** The panel's own root: its parts stand in it, and dialogs are put into it. */
  readonly root: ShadowRoot
  newThread(): void
  /** Puts the focus where one writes. */
  focusComposer(): Promise<void>
}
