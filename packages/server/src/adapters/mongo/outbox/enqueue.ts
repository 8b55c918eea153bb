import { hearers } from '../../../ports/outbox-hearers.ts'
import type { Interest, Subscriber } from '../../../ports/outbox-store.ts'
import type { MongoContext } from '../mongo-context.ts'
import { isHeard } from '../webhooks/is-heard.ts'

/** A commit that subscribers are to hear of. */
export interface Outgoing {
  readonly threadId: string
  /** The thread's turn that the verb has taken. */
  readonly turn: number
  readonly seq: number
  /** The first of the commit's events. */
  readonly firstSeq: number
  readonly at: number
}

/** What is one user's own: a pin, a read mark, that they have left. */
export interface OwnChange extends Omit<Outgoing, 'firstSeq'> {
  readonly userId: string
}

/**
 * Which of these chains have rows already. Their last one is written to, so that a delivery that takes it away at the
 * same time conflicts: else nobody would make due what follows it.
 */
const chained = async (context: MongoContext, threadId: string, names: readonly Subscriber[]): Promise<Set<string>> => {
  const found = await context.outbox.updateAll(
    { threadId, subscriber: { $in: names }, last: true },
    { $set: { last: false } },
  )
  if (found === 0 || found === names.length) return new Set(found === 0 ? [] : names)
  const rows = await context.outbox.aggregate<{ _id: string }>([
    { $match: { threadId, subscriber: { $in: names } } },
    { $group: { _id: '$subscriber' } },
  ])
  return new Set(rows.map(({ _id }) => _id))
}

type OutboxPlace = Omit<Outgoing, 'firstSeq'> & { readonly firstSeq?: number }

const add = async (
  context: MongoContext,
  { threadId, turn, seq, firstSeq, at }: OutboxPlace,
  names: readonly Subscriber[],
  userId: string | null,
): Promise<void> => {
  const waiting = await chained(context, threadId, names)
  const place = { threadId, turn, seq, firstSeq: firstSeq ?? null, at, userId }
  const rows = names.map(subscriber => ({
    ...place,
    subscriber,
    dueAt: waiting.has(subscriber) ? null : 0,
    attempts: 0,
    last: true,
    takenBy: null,
  }))
  await context.outbox.insert(...rows)
}

/**
 * A row for each subscriber (ST7). Most take the state as it is and not each step to it, so a commit's last event
 * stands for all of them; webhooks are told the first as well, and have a row where the project has one that is on. The
 * row is due at once when none of its thread waits before it.
 *
 * @param heard whether it has one, where the verb has read that already
 */
export const enqueue = async (
  context: MongoContext,
  projectId: string,
  outgoing: Outgoing,
  kind: Interest,
  heard?: boolean,
): Promise<void> => {
  const names =
    (heard ?? (await isHeard(context, projectId))) ? hearers[kind] : hearers[kind].filter(name => name !== 'webhooks')
  await add(context, outgoing, names, null)
}

/** For that user's feed alone, also when they have no part in the thread any more. */
export const enqueueOwn = (context: MongoContext, { userId, ...outgoing }: OwnChange): Promise<void> =>
  add(context, outgoing, ['feeds'], userId)
