import type { EventRow } from '../models/event.ts'
import type { MongoContext } from '../mongo-context.ts'
import { among } from '../row-ids.ts'
import type { Units } from '../units.ts'

/** The newest of a thread; of several at one time the last. */
const newestActivity = async ({ events }: MongoContext, threadId: string): Promise<number> => {
  const newest = await events.get({ threadId, activity: true }, { sort: { at: -1 } })
  if (newest === null) return 0
  const alike = await events.all({ threadId, activity: true, at: newest.at })
  return Math.max(...alike.map(({ seq }) => seq))
}

/**
 * Removes old events of one thread but for its newest activity, by which lists find where it stood (ST5). Up to where is
 * said before they go: who reads between is told to reload.
 */
const purgeThread = async (context: MongoContext, threadId: string, old: readonly EventRow[]): Promise<number> => {
  const { events, threads } = context
  const newest = await newestActivity(context, threadId)
  const first = await events.get({ threadId }, { sort: { seq: 1 } })
  const gone = old.filter(({ seq }) => seq !== newest)
  // Kept as the newest once, and there is a newer one by now.
  if (first?.kept && first.seq < newest) gone.push(first)
  if (gone.length < old.length || gone.length === 0)
    await events.updateAll({ threadId, seq: newest }, { $set: { kept: true } })
  if (gone.length === 0) return 0
  await threads.update({ _id: threadId }, { $max: { purgedSeq: Math.max(...gone.map(({ seq }) => seq)) } })
  return await events.remove(among(gone))
}

/** Forgets events of before a time; each thread remembers up to where. */
export const purgeEvents = (units: Units, before: number, limit: number): Promise<number> =>
  units.alone(async context => {
    for (;;) {
      const old = await context.events.all({ kept: false, at: { $lt: before } }, { sort: { at: 1 }, limit })
      let removed = 0
      for (const [threadId, events] of Map.groupBy(old, event => event.threadId))
        removed += await purgeThread(context, threadId, events)
      // A slice in which all stay has changed something all the same: nothing removed must mean that nothing is left.
      if (removed > 0 || old.length < limit) return removed
    }
  })
