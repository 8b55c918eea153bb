import type { MessagePart } from '@chat-view/protocol'
import type { Db, Document } from 'mongodb'
import { searchableText } from '../../../ports/searchable-text.ts'
import type { SearchEntryRow } from '../models/search-entry.ts'
import { searchEntryOf } from '../search/search-entry-of.ts'
import { dropCollections, makeCollections } from './make-collection.ts'
import type { Migration } from './migration.ts'
import { list, maybeText, ownId, text, validator, whole } from './rules.ts'

/** Entries that are written at once. */
const slice = 500

const threadOf = (field: string): Document[] => [
  { $lookup: { from: 'threads', localField: field, foreignField: '_id', as: 'thread' } },
  { $unwind: '$thread' },
  { $match: { 'thread.deletedAt': null } },
]

const titles: Document[] = [
  { $match: { title: { $ne: null }, deletedAt: null } },
  { $project: { threadId: '$_id', scope: '$ownerId', at: '$createdAt', title: 1 } },
]

/** Messages that can be found, with the parts shown. */
const messages: Document[] = [
  { $match: { deletedAt: null, supersededBy: null } },
  ...threadOf('threadId'),
  {
    $lookup: {
      from: 'answer_versions',
      let: { id: '$_id', shown: '$shown' },
      pipeline: [{ $match: { $expr: { $and: [{ $eq: ['$messageId', '$$id'] }, { $eq: ['$number', '$$shown'] }] } } }],
      as: 'answers',
    },
  },
  { $project: { threadId: 1, scope: '$thread.ownerId', at: '$createdAt', parts: 1, answers: '$answers.parts' } },
]

interface Walked {
  readonly _id: string
  readonly threadId: string
  readonly scope: string
  readonly at: number
  readonly title?: string
  readonly parts?: readonly MessagePart[]
  readonly answers?: readonly (readonly MessagePart[])[]
}

const entryOf = (row: Walked): SearchEntryRow | null => {
  const { _id, threadId, scope, at, title, parts = [], answers = [] } = row
  const messageId = title === undefined ? _id : null
  return searchEntryOf({ scope, threadId, messageId, at }, title ?? searchableText(answers[0] ?? parts))
}

/** Makes everything findable that was there before the index. Done again, it comes to the same. */
const fill = async (db: Db): Promise<void> => {
  const entries = db.collection<SearchEntryRow>('search_entries')
  for (const [name, pipeline] of [['threads', titles] as const, ['messages', messages] as const]) {
    let group: SearchEntryRow[] = []
    const write = async (): Promise<void> => {
      const writes = group.map(entry => ({
        replaceOne: { filter: { _id: entry._id }, replacement: entry, upsert: true },
      }))
      if (writes.length > 0) await entries.bulkWrite(writes, { ordered: false })
      group = []
    }
    for await (const row of db.collection(name).aggregate<Walked>(pipeline, { batchSize: slice })) {
      const entry = entryOf(row)
      if (entry !== null && group.push(entry) >= slice) await write()
    }
    await write()
  }
}

/**
 * The search index (ST6): the terms of each text as one index from scope to term to time, so that the newest texts of
 * one person with one word are one range. An index of type `text` would rank all matches of a common word before it
 * gave the first, in memory, and reads vowels of some scripts as accents.
 */
export const search: Migration = {
  number: 6,
  name: 'search',
  async up(db) {
    await makeCollections(db, {
      name: 'search_entries',
      validator: validator({
        ...ownId,
        scope: text(1),
        threadId: text(1),
        messageId: maybeText(1),
        at: whole(),
        length: whole(1),
        repeated: maybeText(1),
        terms: list,
      }),
      indexes: [
        { key: { scope: 1, terms: 1, at: -1 }, name: 'terms' },
        { key: { threadId: 1 }, name: 'thread' },
      ],
    })
    await db.collection('members').createIndexes([{ key: { userId: 1, role: 1, since: -1 }, name: 'guest' }])
    await fill(db)
  },
  async down(db) {
    await dropCollections(db, 'search_entries')
    const members = db.collection('members')
    if (await members.indexExists('guest')) await members.dropIndex('guest')
  },
}
