import type { CollectionName } from '../models/index.ts'
import type { MongoReader } from '../mongo-context.ts'
import { activityPlace } from './activity-place.ts'
import { dueNever, endOfChain } from './chain-rules.ts'
import { ownerPlace } from './owner-place.ts'
import { type AnyRow, added, byId, type Found, type Inspection, type Rule, setting, textOf, writingOf } from './rule.ts'
import { secondRun } from './run-rules.ts'

type Expected = (reader: MongoReader, rows: readonly AnyRow[]) => Promise<(row: AnyRow) => number | string | undefined>

/** A field that has to be what others say. */
const agreeing = (
  collection: CollectionName,
  kind: 'counter' | 'list_place',
  field: string,
  expect: Expected,
  concerns: (row: AnyRow) => boolean = () => true,
  isWrong: (found: number | string, expected: number | string) => boolean = (found, expected) => found !== expected,
): Rule => ({
  kind,
  field,
  async detect(reader, rows) {
    const asked = rows.filter(concerns)
    if (asked.length === 0) return []
    const expected = await expect(reader, asked)
    return asked.flatMap((row): Found[] => {
      const [found, wanted] = [row[field] as number | string, expected(row)]
      return wanted === undefined || !isWrong(found, wanted) ? [] : [{ row, found, expected: wanted }]
    })
  },
  repair: setting(collection, field),
})

const living = (row: AnyRow): boolean => row.deletedAt === null
const idsOf = (rows: readonly AnyRow[]): string[] => rows.map(row => textOf(row._id))
const isLess = (found: number | string, expected: number | string): boolean => Number(found) < Number(expected)
const isMore = (found: number | string, expected: number | string): boolean => Number(found) > Number(expected)

const countedMessages: Expected = async (reader, rows) => {
  const match = { threadId: { $in: idsOf(rows) }, deletedAt: null, supersededBy: null }
  const counts = await added(reader, 'messages', [
    { $match: match },
    { $group: { _id: '$threadId', value: { $sum: 1 } } },
  ])
  return row => counts.get(textOf(row._id)) ?? 0
}

const addedTokens: Expected = async (reader, rows) => {
  const sums = await added(reader, 'messages', [
    { $match: { threadId: { $in: idsOf(rows) } } },
    { $lookup: { from: 'generations', localField: '_id', foreignField: 'messageId', as: 'runs' } },
    { $group: { _id: '$threadId', value: { $sum: { $sum: '$runs.tokens' } } } },
  ])
  return row => sums.get(textOf(row._id)) ?? 0
}

const newest =
  (collections: readonly CollectionName[], key: string, field: string, otherwise = 0): Expected =>
  async (reader, rows) => {
    const all: ReadonlyMap<string, number>[] = []
    for (const collection of collections)
      all.push(
        await added(reader, collection, [
          { $match: { [key]: { $in: idsOf(rows) } } },
          { $group: { _id: `$${key}`, value: { $max: `$${field}` } } },
        ]),
      )
    return row => Math.max(otherwise, ...all.map(values => values.get(textOf(row._id)) ?? 0))
  }

const ofThread =
  (value: (thread: AnyRow, row: AnyRow) => number | string): Expected =>
  async (reader, rows) => {
    const threads = await byId(
      reader,
      'threads',
      rows.map(row => row.threadId),
    )
    return row => {
      const thread = threads.get(textOf(row.threadId))
      return thread === undefined ? undefined : value(thread, row)
    }
  }

const listOf = ({ deletedAt, archivedAt }: AnyRow): string =>
  deletedAt !== null ? 'gone' : archivedAt !== null ? 'archived' : 'open'

/** Of messages in threads that are there: a deleted one is being emptied. */
const inLiving =
  (expect: Expected): Expected =>
  async (reader, rows) => {
    const threads = await byId(
      reader,
      'threads',
      rows.map(row => row.threadId),
    )
    const value = await expect(reader, rows)
    return row => (threads.get(textOf(row.threadId))?.deletedAt === null ? value(row) : undefined)
  }

const versions: Rule = {
  ...agreeing('messages', 'counter', 'versions', inLiving(newest(['answers'], 'messageId', 'number', 1))),
  async repair(context, { row, expected }) {
    const shown = Math.min(Number(row.shown), Number(expected))
    await writingOf(context, 'messages').update({ _id: row._id }, { $set: { versions: expected, shown } })
  },
}

/** What rows say of each other; looked at after the parents, so that what those removed is not counted. */
export const agreementRules: readonly Inspection[] = [
  {
    collection: 'threads',
    of: 'thread',
    rules: [
      ownerPlace,
      agreeing('threads', 'counter', 'seq', newest(['messages', 'events'], 'threadId', 'seq'), () => true, isLess),
      agreeing('threads', 'counter', 'messageCount', countedMessages, living),
      agreeing('threads', 'counter', 'totalTokens', addedTokens, living),
    ],
  },
  {
    collection: 'users',
    of: 'user',
    rules: [agreeing('users', 'counter', 'feedSeq', newest(['feed'], 'userId', 'seq'), () => true, isLess)],
  },
  {
    collection: 'members',
    of: 'member',
    rules: [
      agreeing('members', 'list_place', 'list', ofThread(listOf)),
      activityPlace,
      agreeing(
        'members',
        'counter',
        'readSeq',
        ofThread(thread => Number(thread.seq)),
        () => true,
        isMore,
      ),
    ],
  },
  {
    collection: 'messages',
    of: 'message',
    rules: [
      versions,
      agreeing('messages', 'counter', 'edits', inLiving(newest(['edits'], 'messageId', 'number')), living),
    ],
  },
  { collection: 'generations', of: 'generation', rules: [secondRun] },
  { collection: 'outbox', of: 'delivery', rules: [dueNever, endOfChain] },
]
