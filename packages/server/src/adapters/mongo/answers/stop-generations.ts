import { hashText } from '@chat-view/protocol/codes'
import { textOf } from '../messages/message-row.ts'
import { type GenerationRow, isOpen } from '../models/generation.ts'
import type { MongoContext } from '../mongo-context.ts'
import { basesOf } from './generation-record.ts'

/** Open runs that a change puts an end to: those that nobody has begun end with it, the others get the stop wish. */
export interface Stops {
  readonly queued: readonly GenerationRow[]
  readonly running: readonly GenerationRow[]
}

/** Runs of one message, or of all that follows a place in a thread. */
export type StopScope = { readonly message: string } | { readonly thread: string; readonly afterSeq: number }

const runsOf = async ({ generations, messages }: MongoContext, scope: StopScope): Promise<GenerationRow[]> => {
  if ('message' in scope) return generations.all({ messageId: scope.message, ...isOpen })
  const runs = await generations.all({ threadId: scope.thread, ...isOpen }, { sort: { createdAt: 1, _id: 1 } })
  if (runs.length === 0) return []
  const hosts = await messages.all({ _id: { $in: runs.map(({ messageId }) => messageId) } })
  const after = new Set(hosts.filter(({ seq }) => seq > scope.afterSeq).map(({ _id }) => _id))
  return runs.filter(({ messageId }) => after.has(messageId))
}

/**
 * Finds the runs, so that the end of the queued ones can take its place in the order. The thread's turn is taken: none
 * is added meanwhile, and one that begins meanwhile conflicts with its end.
 */
export const planStops = async (context: MongoContext, scope: StopScope): Promise<Stops> => {
  const runs = await runsOf(context, scope)
  return { queued: runs.filter(({ state }) => state === 'queued'), running: runs.filter(run => run.state !== 'queued') }
}

/** Ends a run that nobody has begun, with the text that it was to go on from. */
const endQueued = async (context: MongoContext, run: GenerationRow, text: string, at: number): Promise<void> => {
  const end = { endedAt: at, reason: 'user', length: text.length, hash: hashText(text) }
  await context.generations.update({ _id: run._id }, { $set: { state: 'stopped', stopRequested: true, ...end } })
  await context.messages.update({ _id: run.messageId }, { $inc: { version: 1 } })
}

/** Writes ends and stop wishes; answers the ids of all these runs. */
export const stopGenerations = async (
  context: MongoContext,
  { queued, running }: Stops,
  at: number,
): Promise<string[]> => {
  const bases = await basesOf(context, queued)
  for (const run of queued) await endQueued(context, run, textOf(bases.get(run._id) ?? []), at)
  const ids = running.map(({ _id }) => _id)
  if (ids.length > 0) await context.generations.updateAll({ _id: { $in: ids } }, { $set: { stopRequested: true } })
  return [...queued.map(({ _id }) => _id), ...ids]
}
