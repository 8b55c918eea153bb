import { hashText } from '@chat-view/protocol/codes'
import type { WriteContext } from '../write-context.ts'

/** Takes all that a message holds, its edits, answers and what was said of it; its place stays. */
export const emptyMessage = ({ sql }: WriteContext, id: string, at: number): void => {
  sql.run(
    `UPDATE messages SET parts = '[]', edits = 0, edited_at = NULL, deleted_at = ?, version = version + 1 WHERE id = ?`,
    at,
    id,
  )
  sql.run('DELETE FROM edits WHERE message_id = ?', id)
  sql.run('DELETE FROM feedback WHERE message_id = ?', id)
  // They do not tell whose datum they hold; what is still said is masked anew.
  sql.run('DELETE FROM masks WHERE thread_id = (SELECT thread_id FROM messages WHERE id = ?)', id)
  sql.run("UPDATE answer_versions SET parts = '[]' WHERE message_id = ?", id)
  // Length, hash and suggestions tell of a text as well, and readers compare the first two with the empty one.
  sql.run(
    `UPDATE generations SET length = 0, hash = ?, suggestions = '[]' WHERE message_id = ? AND ended_at IS NOT NULL`,
    hashText(''),
    id,
  )
}
