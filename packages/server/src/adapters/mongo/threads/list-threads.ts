import type { ThreadEntry } from '@chat-view/protocol'
import type { PageStep } from '../../../ports/page.ts'
import { listEnd, listStart, placeOfRank, type Rank, rankOfPlace } from '../../../ports/thread-order.ts'
import type { StorePage, ThreadListQuery, ThreadPlace } from '../../../ports/thread-store.ts'
import { atMoment, HistoryGone, momentOf } from '../in-session.ts'
import type { MongoReader } from '../mongo-context.ts'
import type { MongoLink } from '../mongo-link.ts'
import { pageOf } from '../page.ts'
import { rangeByTimes } from './list-by-times.ts'
import { isMoment, packMoment, timeOfMoment, unpackMoment } from './list-moment.ts'
import { type ListOf, type ListRange, rankOfMember, readRange } from './list-range.ts'
import { findEntries } from './thread-reads.ts'

/** A thread at the place that it has in a walk: where it stood when the walk began. */
interface Standing extends Rank {
  readonly entry: ThreadEntry
}

/** How a walk finds where threads stood, and what they are now. */
interface Sight {
  asOf(): number
  range(list: ListOf, range: ListRange): Promise<Rank[]>
  entries(userId: string, ids: readonly string[]): Promise<Map<string, ThreadEntry>>
}

const edge = (place: ThreadPlace | undefined, otherwise: Rank): Rank =>
  place === undefined ? otherwise : rankOfPlace(place)

const rangeOf = (step: PageStep<ThreadPlace>): Omit<ListRange, 'limit'> =>
  step.go === 'forward'
    ? { from: edge(step.after, listStart), to: edge(step.before, listEnd), order: 1 }
    : { from: listStart, to: edge(step.before, listEnd), order: -1 }

const page = (sight: Sight, query: ThreadListQuery): Promise<StorePage<Standing, ThreadPlace>> => {
  const { userId, archived } = query
  const list = { userId, list: archived ? 'archived' : 'open' } as const
  return pageOf<Standing, ThreadPlace>(
    {
      newest: 'first',
      place: standing => placeOfRank(standing, sight.asOf()),
      async read(step) {
        const found: Standing[] = []
        let range = rangeOf(step)
        for (;;) {
          const limit = step.limit - found.length
          const ranks = await sight.range(list, { ...range, limit })
          const entries = await sight.entries(
            userId,
            ranks.map(({ id }) => id),
          )
          for (const rank of ranks) {
            const entry = entries.get(rank.id)
            // What was deleted, left, archived or restored since is in no place of this walk.
            if (entry !== undefined && (entry.archivedAt !== null) === archived) found.push({ ...rank, entry })
          }
          const last = ranks.at(-1)
          if (last === undefined || ranks.length < limit || found.length === step.limit) return found
          range = step.go === 'forward' ? { ...range, from: last } : { ...range, to: last }
        }
      },
    },
    query,
  )
}

const stood = async (reader: MongoReader, list: ListOf, range: ListRange): Promise<Rank[]> =>
  (await readRange(reader, list, range)).map(rankOfMember)

const begin = (link: MongoLink, query: ThreadListQuery): Promise<StorePage<Standing, ThreadPlace>> =>
  atMoment(link, reader => {
    const asOf = (): number => {
      const moment = momentOf(reader.session)
      return moment === undefined ? 0 : packMoment(moment)
    }
    const sight: Sight = {
      asOf,
      range: (list, range) => stood(reader, list, range),
      entries: (userId, ids) => findEntries(reader, userId, ids),
    }
    return page(sight, query)
  })

const goOn = (link: MongoLink, query: ThreadListQuery, asOf: number): Promise<StorePage<Standing, ThreadPlace>> =>
  atMoment(
    link,
    then =>
      page(
        {
          asOf: () => asOf,
          range: (list, range) => stood(then, list, range),
          entries: (userId, ids) => atMoment(link, now => findEntries(now, userId, ids)),
        },
        query,
      ),
    unpackMoment(asOf),
  )

const goOnByTimes = (link: MongoLink, query: ThreadListQuery, asOf: number): ReturnType<typeof goOn> =>
  atMoment(link, reader =>
    page(
      {
        asOf: () => asOf,
        range: (list, range) => rangeByTimes(reader, list, range, timeOfMoment(asOf)),
        entries: (userId, ids) => findEntries(reader, userId, ids),
      },
      query,
    ),
  )

const walk = async (link: MongoLink, query: ThreadListQuery, asOf: number | null): ReturnType<typeof goOn> => {
  if (asOf === null) return begin(link, query)
  try {
    return await goOn(link, query, asOf)
  } catch (error) {
    if (error instanceof HistoryGone) return goOnByTimes(link, query, asOf)
    throw error
  }
}

/**
 * A user's list as it stood when the walk through it began (ST5): the places are read at that very moment of the
 * database's history, so what moved since is met once, and what was made since is not met. The entries are as they are
 * now. A walk that takes longer than history is kept (five minutes, unless `minSnapshotHistoryWindowInSeconds` says
 * otherwise) goes on by the times of pins and activity: nothing is lost then either.
 */
export const listThreads = async (
  link: MongoLink,
  query: ThreadListQuery,
): Promise<StorePage<ThreadEntry, ThreadPlace>> => {
  const asOf = (query.after ?? query.before)?.asOf
  const found = await walk(link, query, asOf !== undefined && isMoment(asOf) ? asOf : null)
  return { ...found, items: found.items.map(({ entry }) => entry) }
}
