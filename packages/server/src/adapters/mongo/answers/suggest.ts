import type { Commit } from '../../../ports/commit.ts'
import type { GenerationRecord, GenerationStore } from '../../../ports/generation-store.ts'
import { ThreadChange } from '../events/thread-change.ts'
import type { GenerationRow } from '../models/generation.ts'
import type { MongoContext } from '../mongo-context.ts'
import { findGeneration, recordOf, threadOfRun } from './find-generation.ts'

/** Is this run's answer shown, done, and the last word of its thread? Then nothing has been suggested under it yet. */
const mayFollow = async ({ messages }: MongoContext, run: GenerationRow): Promise<boolean> => {
  if (run.state !== 'done' || run.suggestions.length > 0) return false
  const host = await messages.get({ _id: run.messageId })
  if (host === null || host.shown !== run.version || host.deletedAt !== null || host.supersededBy !== null) return false
  return (await messages.get({ threadId: run.threadId, supersededBy: null, seq: { $gt: host.seq } })) === null
}

/** What could be asked next, under the last answer of a thread; again, or too late, it changes nothing. */
export const suggest = async (
  context: MongoContext,
  { id, suggestions, at }: Parameters<GenerationStore['suggest']>[0],
): Promise<Commit<{ generation: GenerationRecord }>> => {
  const run = await findGeneration(context, id)
  const thread = await threadOfRun(context, run)
  const open = thread.deletedAt === null && thread.archivedAt === null
  if (!open || !(await mayFollow(context, run)))
    return { value: { generation: await recordOf(context, id) }, changes: [], replayed: true }
  const change = new ThreadChange(context, thread, at, null)
  await context.generations.update({ _id: id }, { $set: { suggestions: [...suggestions] } })
  await context.messages.update({ _id: run.messageId }, { $inc: { version: 1 } })
  change.plan('message.updated', { messageId: run.messageId })
  const changes = await change.write()
  return { value: { generation: await recordOf(context, id) }, changes, replayed: false }
}
