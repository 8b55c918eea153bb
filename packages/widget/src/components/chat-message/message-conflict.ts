import type { MessageView, ThreadHandle } from '@chat-view/sdk'
import type { LitElement, TemplateResult } from 'lit'
import type { Localisation } from '../../locales/localisation.ts'
import { conflictBox } from './conflict-box.ts'
import { dressMessage } from './dress-message.ts'
import { editConflict } from './edit-conflict.ts'
import type { EditDraft } from './edit-draft.ts'

interface ConflictPlace {
  readonly host: LitElement
  readonly words: Localisation
  readonly thread: ThreadHandle
  /** Does something that takes the pressed control away. */
  readonly leaving: (act: () => void) => void
  readonly edit: (draft: EditDraft) => void
}

/** Both texts in the message's place, where its edit was refused because of another one; else null (CV5). */
export const messageConflict = (view: MessageView, place: ConflictPlace): TemplateResult | null => {
  const { host, words, thread, leaving, edit } = place
  const clash = editConflict(view)
  if (!clash) return null
  const { mine, saved, version } = clash
  dressMessage(host)
  return conflictBox(words, clash, {
    keepMine: () => leaving(() => thread.edit(view.key, mine, { version })),
    keepSaved: () => leaving(() => thread.discard(view.key)),
    merge: () => edit({ text: mine, version, saved }),
  })
}
