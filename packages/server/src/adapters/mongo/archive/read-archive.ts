import type { Filter } from 'mongodb'
import { type ArchivePlace, archiveKey, archivePlace } from '../../../ports/archive-key.ts'
import type { ArchiveRow } from '../../../ports/archive-row.ts'
import type { ArchiveKind } from '../../../ports/archive-store.ts'
import type { OutboxRow } from '../models/outbox-row.ts'
import type { MongoReader } from '../mongo-context.ts'
import { type AnyRow, type ArchivedRows, archivedRows, hasOwnId } from './archived-rows.ts'

interface Reading {
  all(filter: AnyRow, options: { sort: Record<string, 1>; limit: number }): Promise<AnyRow[]>
  count(filter: AnyRow): Promise<number>
}

const readingOf = (reader: MongoReader, { collection }: ArchivedRows): Reading =>
  reader[collection] as unknown as Reading

/** What comes after a place, in the order of these fields. */
const beyond = (order: readonly string[], place: ArchivePlace): AnyRow => ({
  $or: order.map((field, n) => ({
    ...Object.fromEntries(order.slice(0, n).map((earlier, m) => [earlier, place[m]])),
    [field]: { $gt: place[n] },
  })),
})

const sortBy = (order: readonly string[]): Record<string, 1> => Object.fromEntries(order.map(field => [field, 1]))

const toRow = (rows: ArchivedRows, { _id, ...row }: AnyRow): AnyRow => {
  const derived = new Set(rows.derived)
  const kept = Object.fromEntries(Object.entries(row).filter(([name]) => !derived.has(name)))
  const whole = hasOwnId(rows) ? { id: _id, ...kept } : kept
  return rows.toArchive?.(whole) ?? whole
}

const withGuests = async (reader: MongoReader, invites: readonly AnyRow[]): Promise<AnyRow[]> => {
  const ids = invites.map(({ id }) => String(id))
  const threadIds = invites.map(({ threadId }) => String(threadId))
  const uses = await reader.inviteUses.all({ inviteId: { $in: ids } }, { sort: { userId: 1 } })
  const threads = await reader.threads.all({ _id: { $in: threadIds } })
  const projects = new Map(threads.map(({ _id, projectId }) => [_id, projectId]))
  return invites.map(invite => ({
    ...invite,
    projectId: projects.get(String(invite.threadId)),
    acceptedBy: uses.filter(({ inviteId }) => inviteId === invite.id).map(({ userId }) => userId),
  }))
}

/** Deliveries of one thread, subscriber and seq are told apart by how many of them go before. */
const readDeliveries = async (
  { outbox }: MongoReader,
  after: string | null,
  limit: number,
): Promise<ArchiveRow<'delivery'>[]> => {
  const place = after === null ? null : archivePlace(after)
  const order = ['threadId', 'subscriber', 'seq', 'turn', 'userId']
  const [threadId, subscriber, seq, number] = (place ?? []) as [string, string, number, number]
  const filter = place === null ? {} : { $or: [{ threadId, subscriber, seq }, beyond(order.slice(0, 3), place)] }
  const skipped = place === null ? 0 : number + 1
  const rows = await outbox.all(filter as Filter<OutboxRow>, { sort: sortBy(order), limit: limit + skipped })
  const seen = new Map<string, number>()
  const all = rows.map((row): ArchiveRow<'delivery'> => {
    const chain = JSON.stringify([row.threadId, row.subscriber, row.seq])
    const before = seen.get(chain) ?? 0
    seen.set(chain, before + 1)
    return {
      key: archiveKey([row.threadId, row.subscriber, row.seq, before]),
      row: { threadId: row.threadId, subscriber: row.subscriber, seq: row.seq, at: row.at, userId: row.userId },
    }
  })
  return all.slice(skipped)
}

/** Rows of a kind in the order of their keys, after one. */
export const readArchive = async (
  reader: MongoReader,
  kind: ArchiveKind,
  after: string | null,
  limit: number,
): Promise<ArchiveRow<ArchiveKind>[]> => {
  if (kind === 'delivery') return readDeliveries(reader, after, limit)
  const rows = archivedRows[kind]
  const { order, parts = [{}] } = rows
  const parted = parts.length > 1
  const start = after === null ? null : archivePlace(after)
  const first = parted ? Number(start?.[0] ?? 0) : 0
  const found: { key: string; row: AnyRow }[] = []
  for (let part = first; part < parts.length && found.length < limit; part++) {
    const from = part === first && start !== null ? beyond(order, parted ? start.slice(1) : start) : {}
    const filter = { $and: [parts[part] ?? {}, from] }
    const options = { sort: sortBy(order), limit: limit - found.length }
    for (const row of await readingOf(reader, rows).all(filter, options)) {
      const place = order.map(field => row[field] as string | number)
      found.push({ key: archiveKey(parted ? [part, ...place] : place), row: toRow(rows, row) })
    }
  }
  const whole =
    kind === 'invite'
      ? await withGuests(
          reader,
          found.map(({ row }) => row),
        )
      : found.map(({ row }) => row)
  return found.map(({ key }, n) => ({ key, row: whole[n] }) as unknown as ArchiveRow<ArchiveKind>)
}

/** How many rows of each kind there are. */
export const countArchive = async (reader: MongoReader): Promise<Record<ArchiveKind, number>> => {
  const counts: Record<string, number> = { delivery: await reader.outbox.count({}) }
  for (const [kind, rows] of Object.entries(archivedRows)) counts[kind] = await readingOf(reader, rows).count({})
  return counts as Record<ArchiveKind, number>
}

/** True when nothing was ever written. */
export const isEmpty = async ({ projects, users }: MongoReader): Promise<boolean> =>
  (await projects.get({})) === null && (await users.get({})) === null
