import type { ThreadEntry } from '@chat-view/protocol'
import {
  byRank,
  isBetween,
  listEnd,
  listStart,
  placeOfRank,
  type Rank,
  rankOf,
  rankOfPlace,
} from '../../../ports/thread-order.ts'
import type { StorePage, ThreadListQuery, ThreadPlace } from '../../../ports/thread-store.ts'
import { pageOf } from '../page.ts'
import type { Sql } from '../sql.ts'
import { type EntryRow, selectEntry, toThreadEntry } from './thread-row.ts'

/** An entry at the place that it has in a walk: where it stood when the walk began. */
interface Standing extends Rank {
  readonly row: EntryRow
}

/** Where a thread stood at a moment; null when it was not there yet. */
const rankAt = (sql: Sql, row: EntryRow, userId: string, moment: number): number | null => {
  const event = sql.get<{ at: number }>(
    'SELECT at FROM events WHERE thread_id = ? AND moment <= ? AND activity = 1 ORDER BY seq DESC LIMIT 1',
    row.id,
    moment,
  )
  if (event === undefined) return null
  const pin = sql.get<{ pinned: 0 | 1 }>(
    'SELECT pinned FROM pins WHERE thread_id = ? AND user_id = ? AND moment <= ? ORDER BY moment DESC LIMIT 1',
    row.id,
    userId,
    moment,
  )
  return rankOf(pin?.pinned === 1, event.at)
}

const select = (compare: '>' | '<', order: 'ASC' | 'DESC'): string =>
  `${selectEntry} WHERE m.user_id = ? AND m.list = ? AND (m.rank, m.thread_id) ${compare} (?, ?) AND m.moment <= ?
   ORDER BY m.rank ${order}, m.thread_id ${order} LIMIT ?`
const onwards = select('>', 'ASC')
const backwards = select('<', 'DESC')
const moved = `${selectEntry} WHERE m.user_id = ? AND m.list = ? AND m.moment > ?`

const edge = (place: ThreadPlace | undefined, otherwise: Rank): Rank =>
  place === undefined ? otherwise : rankOfPlace(place)

/**
 * A user's list as it stood when the walk through it began (ST5): what moved since is taken at the place that it had,
 * so it is met once, and what was made since is not met. The entries themselves are as they are now.
 */
export const listThreads = (sql: Sql, query: ThreadListQuery): StorePage<ThreadEntry, ThreadPlace> =>
  sql.snapshot(() => {
    const { userId } = query
    const list = query.archived ? 'archived' : 'open'
    const asOf = (query.after ?? query.before)?.asOf ?? latestMoment(sql, userId)
    const movers = sql.all<EntryRow>(moved, userId, list, asOf).flatMap((row): Standing[] => {
      const rank = rankAt(sql, row, userId, asOf)
      return rank === null ? [] : [{ row, rank, id: row.id }]
    })
    const standing = (rows: EntryRow[]): Standing[] => rows.map(row => ({ row, rank: row.rank, id: row.id }))
    const between = (from: Rank, to: Rank) => (one: Rank) => isBetween(one, from, to)

    const page = pageOf<Standing, ThreadPlace>(
      {
        newest: 'first',
        forward(after, before, limit) {
          const [from, to] = [edge(after, listStart), edge(before, listEnd)]
          const still = standing(sql.all<EntryRow>(onwards, userId, list, from.rank, from.id, asOf, limit))
          return [...still, ...movers].filter(between(from, to)).sort(byRank).slice(0, limit)
        },
        backward(before, limit) {
          const to = edge(before, listEnd)
          const still = standing(sql.all<EntryRow>(backwards, userId, list, to.rank, to.id, asOf, limit))
          return [...still, ...movers.filter(between(listStart, to))].sort((a, b) => byRank(b, a)).slice(0, limit)
        },
        place: standing => placeOfRank(standing, asOf),
      },
      query,
    )
    return { ...page, items: page.items.map(({ row }) => toThreadEntry(row)) }
  })

const latestMoment = (sql: Sql, userId: string): number =>
  sql.get<{ moment: number | null }>('SELECT max(moment) AS moment FROM members WHERE user_id = ?', userId)?.moment ?? 0
