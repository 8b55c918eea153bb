import type { Action, MessageView, ThreadRole } from '@chat-view/sdk'
import { can } from '@chat-view/sdk'

/** What a message is shown to whom: for hiding what the server would refuse (CV9). */
export interface MessageReader {
  readonly userId: string
  readonly role: ThreadRole
  readonly archived: boolean
  /** The page wants the chat to be looked at only. */
  readonly readonly: boolean
}

/** May the reader do this to that message? What the server has not confirmed yet can be acted on by nobody. */
export const mayDo = (reader: MessageReader | null, action: Action, view: MessageView): boolean => {
  if (!reader || reader.readonly || view.id === null || view.deletedAt !== null) return false
  const actor = { kind: 'user', id: reader.userId, role: reader.role } as const
  return can(actor, action, { archived: reader.archived, authorId: view.authorId, messageRole: view.role })
}
