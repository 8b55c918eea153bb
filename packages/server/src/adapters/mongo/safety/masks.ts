import type { MaskRecord } from '../../../ports/mask-vault.ts'
import type { MongoContext, MongoReader } from '../mongo-context.ts'
import { takeThread } from '../threads/find-thread.ts'

/** Oldest first. */
export const listMasks = async (reader: MongoReader, threadId: string, limit: number): Promise<MaskRecord[]> => {
  const rows = await reader.masks.all({ threadId }, { sort: { at: 1, placeholder: 1 }, limit, hint: 'age' })
  return rows.map(({ placeholder, sealed, at }) => ({ placeholder, sealed, at }))
}

/** All or none. By the thread's turn, so that none outlives its thread. */
export const addMasks = async (
  context: MongoContext,
  threadId: string,
  masks: readonly MaskRecord[],
): Promise<boolean> => {
  const thread = await takeThread(context, threadId)
  if (thread === null || thread.deletedAt !== null) return false
  const placeholders = masks.map(({ placeholder }) => placeholder)
  if ((await context.masks.get({ threadId, placeholder: { $in: placeholders } })) !== null) return false
  await context.masks.insert(...masks.map(({ placeholder, sealed, at }) => ({ threadId, placeholder, sealed, at })))
  return true
}
