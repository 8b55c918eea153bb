import type { Document } from 'mongodb'
import { type Match, rankedMatches, rankMatches, timesOf } from '../../../ports/rank-matches.ts'
import type { SearchHit, SearchQuery } from '../../../ports/search-store.ts'
import { atMoment } from '../in-session.ts'
import type { SearchEntryRow } from '../models/search-entry.ts'
import type { MongoReader } from '../mongo-context.ts'
import type { MongoLink } from '../mongo-link.ts'

/** Others' threads that are looked through: of more, those in which one has not been for long. */
const mostShared = 200

/** Entries that a half-typed word alone may name, before the newest of them are taken. */
const mostBegun = 2_000

type Found = Omit<SearchEntryRow, 'terms' | 'scope'>

/** Which entries are looked through: the user's own scope, and threads in the scopes of others. */
const placesOf = async (reader: MongoReader, { userId, threadId }: SearchQuery): Promise<Document | null> => {
  if (threadId !== undefined) {
    const thread = await reader.threads.get({ _id: threadId })
    return thread === null ? null : { scope: thread.ownerId, threadId }
  }
  const shared = await reader.members.all(
    { userId, role: { $in: ['collaborator', 'viewer'] } },
    { sort: { since: -1 }, limit: mostShared },
  )
  if (shared.length === 0) return { scope: userId }
  const ids = shared.map(member => member.threadId)
  const owners = new Set((await reader.threads.all({ _id: { $in: ids } })).map(({ ownerId }) => ownerId))
  return { scope: { $in: [userId, ...owners] }, $or: [{ scope: userId }, { threadId: { $in: ids } }] }
}

/** One of the things asked for. */
interface Asked {
  /** By which the index finds entries. */
  readonly range: Document
  /** By which one is looked into that was found by another. */
  readonly held: Document
  /** It is one range of the index, in order of time. */
  readonly ordered: boolean
}

const wholeWord = (term: string): Asked => ({
  range: { terms: term },
  held: { $in: [{ $literal: term }, '$terms'] },
  ordered: true,
})

const begunWord = (begun: string): Asked => ({
  range: { terms: { $elemMatch: { $gte: begun, $lt: `${begun}\u{10ffff}` } } },
  held: {
    $anyElementTrue: [{ $map: { input: '$terms', in: { $eq: [{ $indexOfCP: ['$$this', { $literal: begun }] }, 0] } } }],
  },
  ordered: false,
})

/** The rarest first, of those that are equally frequent a whole word: by it entries are found. */
const rarestFirst = async (reader: MongoReader, scope: unknown, asked: readonly Asked[]): Promise<Asked[]> => {
  if (asked.length < 2) return [...asked]
  const counted: { one: Asked; count: number }[] = []
  for (const one of asked) {
    const [found] = await reader.searchEntries.aggregate<{ count: number }>([
      { $match: { scope, ...one.range } },
      { $limit: rankedMatches },
      { $group: { _id: null, count: { $sum: 1 } } },
    ])
    counted.push({ one, count: found?.count ?? 0 })
  }
  return counted.sort((a, b) => a.count - b.count).map(({ one }) => one)
}

/**
 * The newest entries that hold all that was asked for. They are found by one of the terms, which the planner is not left
 * to choose: it would keep for all words what was good for the first. What begins a word is many ranges, each in order
 * of time, so that a first part of them is taken as it comes.
 */
const entriesOf = async (reader: MongoReader, places: Document, { terms, prefix }: SearchQuery): Promise<Found[]> => {
  const begun = prefix ? terms.at(-1) : undefined
  const asked = (begun === undefined ? terms : terms.slice(0, -1)).map(wholeWord)
  if (begun !== undefined) asked.push(begunWord(begun))
  const [first, ...others] = await rarestFirst(reader, places.scope, asked)
  if (first === undefined) return []
  const found = await reader.searchEntries.aggregate<Found>([
    { $match: { ...places, ...first.range, $expr: { $and: others.map(({ held }) => held) } } },
    ...(first.ordered ? [{ $sort: { at: -1 } }, { $limit: rankedMatches }] : [{ $limit: mostBegun }]),
    { $project: { threadId: 1, messageId: 1, at: 1, length: 1, repeated: 1 } },
  ])
  return first.ordered ? found : found.sort((a, b) => b.at - a.at).slice(0, rankedMatches)
}

/** When each thread that is there, and that the user has a part in, was last active. */
const openTo = async (reader: MongoReader, userId: string, found: readonly Found[]): Promise<Map<string, number>> => {
  const ids = [...new Set(found.map(({ threadId }) => threadId))]
  const members = await reader.members.all({ threadId: { $in: ids }, userId })
  const theirs = members.map(({ threadId }) => threadId)
  const threads = await reader.threads.all({ _id: { $in: theirs }, deletedAt: null })
  return new Map(threads.map(({ _id, lastActivityAt }) => [_id, lastActivityAt]))
}

/** Best first among the newest; whoever is no member of a thread finds nothing of it, whatever the index says. */
const findHits = async (reader: MongoReader, query: SearchQuery): Promise<{ hits: SearchHit[]; more: boolean }> => {
  const { userId, terms, limit } = query
  const places = terms.length === 0 ? null : await placesOf(reader, query)
  if (places === null) return { hits: [], more: false }
  const found = await entriesOf(reader, places, query)
  const open = found.length === 0 ? new Map<string, number>() : await openTo(reader, userId, found)
  const matches = found.flatMap(({ threadId, messageId, at, length, repeated }): Match[] => {
    const active = open.get(threadId)
    if (active === undefined) return []
    const times = terms.map(term => timesOf(repeated, term))
    return [{ threadId, messageId, at: messageId === null ? active : at, length, times }]
  })
  return rankMatches(matches, limit)
}

/** All of one moment of what a majority has (ST6). One that is given up is not waited for; its statements are bounded. */
export const search = async (
  link: MongoLink,
  query: SearchQuery,
  signal?: AbortSignal,
): ReturnType<typeof findHits> => {
  signal?.throwIfAborted()
  const found = atMoment(link, reader => findHits(reader, query))
  if (signal === undefined) return await found
  let giveUp = (): void => {}
  const givenUp = new Promise<never>((_, reject) => {
    giveUp = () => reject(signal.reason)
    signal.addEventListener('abort', giveUp, { once: true })
  })
  try {
    return await Promise.race([found, givenUp])
  } finally {
    signal.removeEventListener('abort', giveUp)
    found.catch(() => {})
  }
}
