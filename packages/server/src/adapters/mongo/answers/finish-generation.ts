import { hashText } from '@chat-view/protocol/codes'
import { CodedError } from '../../../ports/coded-error.ts'
import type { Change, Commit } from '../../../ports/commit.ts'
import { contextUseOf } from '../../../ports/context-use-of.ts'
import type { GenerationEnding, GenerationRecord, GenerationStore } from '../../../ports/generation-store.ts'
import { ThreadChange } from '../events/thread-change.ts'
import type { GenerationRow } from '../models/generation.ts'
import type { MongoContext } from '../mongo-context.ts'
import { indexMessage } from '../search/index-message.ts'
import { markThread } from '../summaries/mark-thread.ts'
import { touchSummaries } from '../summaries/stale-summaries.ts'
import { recordCalls } from '../usage/record-calls.ts'
import { findGeneration, recordOf, threadOfRun } from './find-generation.ts'

type Finish = Parameters<GenerationStore['finishGeneration']>[0]

/** A wish to stop that was acknowledged makes the end a stop, unless the filter or the provider's limits said otherwise. */
const honourStop = (run: GenerationRow, ending: GenerationEnding): GenerationEnding =>
  run.stopRequested && ending.state !== 'blocked' && ending.state !== 'stopped'
    ? { ...ending, state: 'stopped', reason: 'user' }
    : ending

const tokensOf = ({ usage }: GenerationEnding): number => (usage?.input ?? 0) + (usage?.output ?? 0)

const closeRow = (
  { generations }: MongoContext,
  { id, context = null }: Pick<Finish, 'id' | 'context'>,
  ending: GenerationEnding,
  at: number,
): Promise<number> => {
  const asked = { context: context === null ? null : contextUseOf(context), contextRecord: context }
  return generations.update({ _id: id }, { $set: { ...ending, ...asked, endedAt: at, tokens: tokensOf(ending) } })
}

/** What a thread that is gone still counts. Its tombstone stays its last event. */
const countTokens = async ({ threads }: MongoContext, id: string, tokens: number): Promise<readonly Change[]> => {
  await threads.update({ _id: id }, { $inc: { totalTokens: tokens } })
  return []
}

/** The end of a run: row, parts, counters and event together; the second time it changes nothing. */
export const finishGeneration = async (
  context: MongoContext,
  verb: Finish,
): Promise<Commit<{ generation: GenerationRecord }>> => {
  const { id, term, at, ending, parts, calls = [] } = verb
  const run = await findGeneration(context, id)
  if (run.term !== term) throw new CodedError('conflict', { current: { term: run.term } })
  if (run.endedAt !== null) return { value: { generation: await recordOf(context, id) }, changes: [], replayed: true }

  const thread = await threadOfRun(context, run)
  const { messageId, threadId, version } = run
  const host = await context.messages.get({ _id: messageId })
  const threadGone = thread.deletedAt !== null
  const dropped = threadGone || host === null || host.deletedAt !== null
  const change = new ThreadChange(context, thread, at, null)
  const told = honourStop(run, dropped ? { ...ending, length: 0, hash: hashText('') } : ending)
  await closeRow(context, verb, told, change.at)
  await recordCalls(context, calls)
  await context.toolCalls.remove({ generationId: id })
  if (!dropped) await context.answers.update({ messageId, number: version }, { $set: { parts: [...parts] } })
  await context.messages.update({ _id: messageId }, { $inc: { version: 1 } })

  const seen = !dropped && host.supersededBy === null
  const place = { messageId, threadId, scope: thread.ownerId }
  if (seen && host.shown === version) {
    await indexMessage(context, { ...place, parts, at: host.createdAt })
    // A first answer was open until now, and so in no window.
    if (version > 1 || run.continues) await touchSummaries(context, change, threadId, host.seq)
  }
  const subject = { messageId, generationId: id }
  if (!threadGone) change.plan('answer.ended', seen ? { ...subject, activity: true, notable: true } : subject)
  const tokens = tokensOf(told)
  if (verb.summarise === true && !threadGone) await markThread(context, threadId, change.at)
  const changes = threadGone ? await countTokens(context, threadId, tokens) : await change.write({ tokens })
  return { value: { generation: await recordOf(context, id) }, changes, replayed: false }
}
