import { archivePlace } from '../../../ports/archive-key.ts'
import type { ArchiveRow } from '../../../ports/archive-row.ts'
import type { ArchiveKind } from '../../../ports/archive-store.ts'
import type { MongoContext } from '../mongo-context.ts'
import { type AnyRow, archivedRows, hasOwnId } from './archived-rows.ts'

interface Writing {
  all(filter: AnyRow): Promise<AnyRow[]>
  insert(...rows: AnyRow[]): Promise<void>
}

/** Puts one row at the end of its chain, if it is not in it. */
const writeDelivery = async (
  { outbox, threads }: MongoContext,
  { key, row }: ArchiveRow<'delivery'>,
): Promise<number> => {
  const { threadId, subscriber, seq, at, userId } = row
  const chain = await outbox.all({ threadId, subscriber }, { sort: { turn: 1 } })
  if (chain.filter(other => other.seq === seq).length > Number(archivePlace(key).at(-1))) return 0
  const turn = (chain.at(-1)?.turn ?? 1) + 1
  await outbox.updateAll({ threadId, subscriber, last: true }, { $set: { last: false } })
  const dueAt = chain.length === 0 ? 0 : null
  const place = { threadId, subscriber, turn, seq, firstSeq: null, at, userId }
  await outbox.insert({ ...place, dueAt, attempts: 0, last: true, takenBy: null })
  await threads.update({ _id: threadId, turn: { $lt: turn } }, { $set: { turn } })
  return 1
}

const keepUses = async ({ inviteUses }: MongoContext, rows: readonly AnyRow[]): Promise<void> => {
  const uses = rows.flatMap(({ id, acceptedBy }) =>
    (acceptedBy as string[]).map(userId => ({ inviteId: String(id), userId })),
  )
  await inviteUses.insert(...uses)
}

/** Summaries that were stale are to be written anew here. */
const askAnew = async ({ threads }: MongoContext, rows: readonly AnyRow[]): Promise<void> => {
  for (const { stale, threadId, updatedAt } of rows)
    if (stale === true)
      await threads.update({ _id: String(threadId), summariseAt: null }, { $set: { summariseAt: Number(updatedAt) } })
}

/** Writes rows of a kind; those that are there stay as they are. Answers how many are new. */
export const writeArchive = async <K extends ArchiveKind>(
  context: MongoContext,
  kind: K,
  given: readonly ArchiveRow<K>[],
): Promise<number> => {
  if (kind === 'delivery') {
    let written = 0
    for (const row of given) written += await writeDelivery(context, row as unknown as ArchiveRow<'delivery'>)
    return written
  }
  const rows = archivedRows[kind as Exclude<ArchiveKind, 'delivery'>]
  const collection = context[rows.collection] as unknown as Writing
  const own = hasOwnId(rows)
  const placeOf = (row: AnyRow): AnyRow =>
    own ? { _id: row.id } : Object.fromEntries(rows.order.map(field => [field, row[field]]))
  const nameOf = (place: AnyRow): string => JSON.stringify(Object.values(place))
  const wanted: AnyRow[] = []
  for (const { row } of given as unknown as ArchiveRow<never>[] & { row: AnyRow }[])
    wanted.push((await rows.placed?.(row, context)) ?? row)
  const there = await collection.all({ $or: wanted.map(placeOf) })
  const known = new Set(there.map(row => nameOf(placeOf({ ...row, id: own ? row._id : row.id }))))
  const fresh = wanted.filter(row => !known.has(nameOf(placeOf(row))))
  const made: AnyRow[] = []
  for (const row of fresh) {
    const { id, ...rest } = ((await rows.fromArchive?.(row, context)) ?? row) as AnyRow
    made.push(own ? { _id: id, ...rest } : { ...rest, ...(id === undefined ? {} : { id }) })
  }
  await collection.insert(...made)
  if (kind === 'invite') await keepUses(context, fresh)
  if (kind === 'summary') await askAnew(context, fresh)
  return fresh.length
}
