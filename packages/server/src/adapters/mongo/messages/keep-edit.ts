import type { EditRow } from '../models/edit.ts'
import type { MongoContext } from '../mongo-context.ts'

/** Keeps an earlier text. Beyond `keep` the oldest go, but the first, which holds the original, stays (CV4). */
export const keepEdit = async ({ edits }: MongoContext, edit: EditRow, keep: number): Promise<void> => {
  await edits.insert(edit)
  const newest = Math.max(keep, 1) - 1
  await edits.remove({ messageId: edit.messageId, number: { $gt: 1, $lte: edit.number - newest } })
}
