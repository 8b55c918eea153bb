import type { Verdict } from '@chat-view/protocol'
import type { Filter } from 'mongodb'
import type { StorePage } from '../../../ports/thread-store.ts'
import type { VerdictPlace, VerdictQuery } from '../../../ports/verdict-store.ts'
import type { VerdictRow } from '../models/verdict.ts'
import type { MongoContext, MongoReader } from '../mongo-context.ts'
import { pageOf } from '../page.ts'
import { takeThread } from '../threads/find-thread.ts'

/** One for each answer, direction and rule; a block over a flag. By the thread's turn, so that none outlives its thread. */
export const recordVerdicts = async (
  context: MongoContext,
  threadId: string,
  verdicts: readonly Verdict[],
): Promise<void> => {
  const thread = await takeThread(context, threadId)
  if (thread === null || thread.deletedAt !== null) return
  for (const { id, generationId, direction, rule, action, ...row } of verdicts) {
    const place = { generationId, direction, rule }
    const known = await context.verdicts.get(place)
    if (known === null) await context.verdicts.insert({ _id: id, ...place, action, ...row })
    else if (action === 'block') await context.verdicts.update(place, { $set: { action } })
  }
}

const toVerdict = ({ _id, ...row }: VerdictRow): Verdict => ({ id: _id, ...row })

/** Beyond a place, in the order of time and id: one range of the index. */
const before = ({ at, id }: VerdictPlace): Filter<VerdictRow> => ({
  at: { $lte: at },
  $nor: [{ at, _id: { $gte: id } }],
})
const after = ({ at, id }: VerdictPlace): Filter<VerdictRow> => ({
  at: { $gte: at },
  $nor: [{ at, _id: { $lte: id } }],
})

/** Newest first. */
export const listVerdicts = async (
  reader: MongoReader,
  query: VerdictQuery,
): Promise<StorePage<Verdict, VerdictPlace>> => {
  const { projectId } = query
  const rows = (order: 1 | -1, bounds: Filter<VerdictRow>[], limit: number): Promise<VerdictRow[]> =>
    reader.verdicts.all(
      { $and: [{ projectId }, ...bounds] },
      { sort: { at: order, _id: order }, limit, hint: 'of_project' },
    )
  const page = await pageOf<VerdictRow, VerdictPlace>(
    {
      newest: 'first',
      place: ({ at, _id }) => ({ at, id: _id }),
      read: step => {
        const newer: Filter<VerdictRow>[] = step.before === undefined ? [] : [after(step.before)]
        if (step.go === 'backward') return rows(1, newer, step.limit)
        const older: Filter<VerdictRow>[] = step.after === undefined ? [] : [before(step.after)]
        return rows(-1, [...older, ...newer], step.limit)
      },
    },
    query,
  )
  return { ...page, items: page.items.map(toVerdict) }
}
