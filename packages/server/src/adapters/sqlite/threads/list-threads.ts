import type { ThreadEntry } from '@chat-view/protocol'
import type { StorePage, ThreadListQuery, ThreadPlace } from '../../../ports/thread-store.ts'
import { pageOf } from '../page.ts'
import type { Sql } from '../sql.ts'
import { type EntryRow, selectEntry, toThreadEntry } from './thread-row.ts'

/** An entry at the place that it has in a walk: where it stood when the walk began. */
interface Standing {
  readonly row: EntryRow
  readonly rank: number
}

/** What `rank` in the members' rows takes off for a pin: more than any time. */
const pinWeight = 17_592_186_044_416

const rankOf = (pinned: boolean, at: number): number => -at - (pinned ? pinWeight : 0)

const byPlace = (a: Standing, b: Standing): number => a.rank - b.rank || (a.row.id < b.row.id ? -1 : 1)

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

const first = { rank: -Number.MAX_SAFE_INTEGER, id: '' }
const last = { rank: Number.MAX_SAFE_INTEGER, id: '' }
const edge = (place: ThreadPlace | undefined, otherwise: { rank: number; id: string }) =>
  place === undefined ? otherwise : { rank: rankOf(place.pinned, place.at), id: place.id }

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
      return rank === null ? [] : [{ row, rank }]
    })
    const standing = (rows: EntryRow[]): Standing[] => rows.map(row => ({ row, rank: row.rank }))
    const between = (from: { rank: number; id: string }, to: { rank: number; id: string }) => (one: Standing) =>
      (one.rank > from.rank || (one.rank === from.rank && one.row.id > from.id)) &&
      (one.rank < to.rank || (one.rank === to.rank && one.row.id < to.id))

    const page = pageOf<Standing, ThreadPlace>(
      {
        newest: 'first',
        forward(after, before, limit) {
          const [from, to] = [edge(after, first), edge(before, last)]
          const still = standing(sql.all<EntryRow>(onwards, userId, list, from.rank, from.id, asOf, limit))
          return [...still, ...movers].filter(between(from, to)).sort(byPlace).slice(0, limit)
        },
        backward(before, limit) {
          const to = edge(before, last)
          const still = standing(sql.all<EntryRow>(backwards, userId, list, to.rank, to.id, asOf, limit))
          return [...still, ...movers.filter(between(first, to))].sort((a, b) => byPlace(b, a)).slice(0, limit)
        },
        place: ({ row, rank }) => {
          const pinned = rank < -pinWeight / 2
          return { asOf, pinned, at: pinned ? -rank - pinWeight : -rank, id: row.id }
        },
      },
      query,
    )
    return { ...page, items: page.items.map(({ row }) => toThreadEntry(row)) }
  })

const latestMoment = (sql: Sql, userId: string): number =>
  sql.get<{ moment: number | null }>('SELECT max(moment) AS moment FROM members WHERE user_id = ?', userId)?.moment ?? 0
