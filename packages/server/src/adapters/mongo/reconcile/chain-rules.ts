import type { MongoReader } from '../mongo-context.ts'
import { type AnyRow, type Found, type Rule, rowsOf, setting, textOf, writingOf } from './rule.ts'

/** A week: no retry waits as long. */
const never = 604_800_000

const nameOf = ({ threadId, subscriber }: AnyRow): string => JSON.stringify([threadId, subscriber])

interface Chain {
  readonly _id: { readonly threadId: string; readonly subscriber: string }
  readonly first: unknown
  readonly last: unknown
  readonly newest: number
  /** Turns of the rows that say that they are the last. */
  readonly ends: readonly number[]
}

/** The chains that these rows are of. */
const chainsOf = async (reader: MongoReader, rows: readonly AnyRow[]): Promise<ReadonlyMap<string, Chain>> => {
  const threadIds = [...new Set(rows.map(row => textOf(row.threadId)))]
  const chains = await rowsOf(reader, 'outbox').aggregate<Chain>([
    { $match: { threadId: { $in: threadIds } } },
    { $sort: { threadId: 1, subscriber: 1, turn: 1, userId: 1 } },
    {
      $group: {
        _id: { threadId: '$threadId', subscriber: '$subscriber' },
        first: { $first: '$_id' },
        last: { $last: '$_id' },
        newest: { $max: '$turn' },
        ends: { $push: { $cond: ['$last', '$turn', '$$REMOVE'] } },
      },
    },
  ])
  return new Map(chains.map(chain => [nameOf({ ...chain._id, _id: null }), chain]))
}

/** The first of a chain is the one that is due. */
export const dueNever: Rule = {
  kind: 'outbox',
  field: 'dueAt',
  async detect(reader, rows, at) {
    const late = rows.filter(({ dueAt }) => dueAt === null || Number(dueAt) > at + never)
    if (late.length === 0) return []
    const chains = await chainsOf(reader, late)
    return late.flatMap((row): Found[] =>
      textOf(chains.get(nameOf(row))?.first) === textOf(row._id)
        ? [{ row, found: row.dueAt as number | null, expected: 0 }]
        : [],
    )
  },
  repair: setting('outbox', 'dueAt'),
}

/** The last of a chain, and no other, is where the next one is added: else nobody would make that due. */
export const endOfChain: Rule = {
  kind: 'outbox',
  field: 'last',
  async detect(reader, rows) {
    if (rows.length === 0) return []
    const chains = await chainsOf(reader, rows)
    return rows.flatMap((row): Found[] => {
      const chain = chains.get(nameOf(row))
      if (chain === undefined || textOf(chain.last) !== textOf(row._id)) return []
      const isWhole = chain.ends.length === 1 && chain.ends[0] === chain.newest
      return isWhole ? [] : [{ row, found: chain.ends.length, expected: 1 }]
    })
  },
  async repair(context, { row }) {
    const { threadId, subscriber } = row
    const outbox = writingOf(context, 'outbox')
    for (const end of await outbox.all({ threadId, subscriber, last: true }))
      await outbox.update({ _id: end._id }, { $set: { last: false } })
    await outbox.update({ _id: row._id }, { $set: { last: true } })
  },
}
