import { hashText } from '@chat-view/protocol/codes'
import type { MessageRow } from '../models/message.ts'
import type { MongoContext } from '../mongo-context.ts'
import { forgetMessages } from '../search/index-message.ts'

/** Takes all that a message holds, its edits, answers and what was said of it; its place stays. */
export const emptyMessage = async (context: MongoContext, message: MessageRow, at: number): Promise<void> => {
  const { _id: messageId, role, threadId } = message
  await context.messages.update(
    { _id: messageId },
    { $set: { parts: [], edits: 0, editedAt: null, deletedAt: at }, $inc: { version: 1 } },
  )
  await context.edits.remove({ messageId })
  await context.feedback.remove({ messageId })
  // They do not tell whose datum they hold; what is still said is masked anew.
  await context.masks.remove({ threadId })
  await forgetMessages(context, [messageId])
  if (role !== 'assistant') return
  await context.answers.updateAll({ messageId }, { $set: { parts: [] } })
  // Length, hash and suggestions tell of a text as well, and readers compare the first two with the empty one.
  const empty = { length: 0, hash: hashText(''), suggestions: [] }
  await context.generations.updateAll({ messageId, endedAt: { $gte: 0 } }, { $set: empty })
}
