import { can } from '@chat-view/sdk'
import type { ActedThread } from '../../controllers/thread-actions.ts'
import type { Localisation } from '../../locales/localisation.ts'

/** Why nothing can be written here, in words; null where one can (EM3, CV9). */
export function threadStanding(words: Localisation, thread: ActedThread | null, readonly: boolean): string | null {
  if (thread && thread.archivedAt !== null) return words.text('threads.archived')
  const writes = thread === null || can({ kind: 'user', id: '', role: thread.role }, 'message.send')
  return readonly || !writes ? words.text('thread.readOnly') : null
}
