import type { MessagePart } from '@chat-view/protocol'
import { searchableText } from '../../../ports/searchable-text.ts'
import type { SearchEntryRow } from '../models/search-entry.ts'
import type { MongoReader } from '../mongo-context.ts'
import { searchEntryOf } from '../search/search-entry-of.ts'
import {
  type AnyRow,
  byId,
  type Found,
  type Inspection,
  type Rule,
  removing,
  rowsOf,
  textOf,
  writingOf,
} from './rule.ts'

type Wanted = ReadonlyMap<string, SearchEntryRow | null>
type Wishes = (reader: MongoReader, rows: readonly AnyRow[]) => Promise<Wanted>

/** Does it find the same? The time of a title is that of its last change, which nothing else tells. */
const sameEntry = (held: AnyRow | undefined, wanted: SearchEntryRow | null): boolean => {
  if (held === undefined || wanted === null) return held === undefined && wanted === null
  const terms = (held.terms as string[]).toSorted()
  return (
    held.scope === wanted.scope &&
    held.threadId === wanted.threadId &&
    held.messageId === wanted.messageId &&
    held.length === wanted.length &&
    held.repeated === wanted.repeated &&
    terms.join(' ') === wanted.terms.toSorted().join(' ')
  )
}

const indexed = (field: string, wishes: Wishes): Rule => ({
  kind: 'search_entry',
  field,
  async detect(reader, rows) {
    const wanted = await wishes(reader, rows)
    const held = await byId(reader, 'searchEntries', [...wanted.keys()])
    return rows.flatMap((row): Found[] => {
      const wish = wanted.get(textOf(row._id))
      return wish === undefined || sameEntry(held.get(textOf(row._id)), wish)
        ? []
        : [{ row, found: held.has(textOf(row._id)) ? 1 : 0, expected: wish === null ? 0 : 1 }]
    })
  },
  async repair(context, { row }) {
    const wish = (await wishes(context, [row])).get(textOf(row._id))
    const entries = writingOf(context, 'searchEntries')
    await entries.remove({ _id: row._id })
    if (wish) await entries.insert(wish)
  },
})

const titles: Wishes = async (_, rows) =>
  new Map(
    rows
      .filter(({ deletedAt }) => deletedAt === null)
      .map(row => {
        const [id, scope] = [textOf(row._id), textOf(row.ownerId)]
        const place = { scope, threadId: id, messageId: null, at: Number(row.createdAt) }
        return [id, row.title === null ? null : searchEntryOf(place, textOf(row.title))]
      }),
  )

const texts: Wishes = async (reader, rows) => {
  const living = rows.filter(({ deletedAt, supersededBy }) => deletedAt === null && supersededBy === null)
  const threads = await byId(
    reader,
    'threads',
    living.map(row => row.threadId),
  )
  const asked = living.filter(({ role }) => role === 'assistant')
  const shown = asked.map(({ _id, shown: number }) => ({ messageId: _id, number }))
  const answers = shown.length === 0 ? [] : await rowsOf(reader, 'answers').all({ $or: shown })
  const parts = new Map(answers.map(answer => [textOf(answer.messageId), answer.parts]))
  return new Map(
    living.flatMap(row => {
      const thread = threads.get(textOf(row.threadId))
      if (thread === undefined || thread.deletedAt !== null) return []
      const id = textOf(row._id)
      const place = {
        scope: textOf(thread.ownerId),
        threadId: textOf(thread._id),
        messageId: id,
        at: Number(row.createdAt),
      }
      const said = (parts.get(id) ?? row.parts) as MessagePart[]
      return [[id, searchEntryOf(place, searchableText(said))] as const]
    }),
  )
}

const leftOver: Rule = {
  kind: 'search_entry',
  field: null,
  async detect(reader, rows) {
    const threads = await byId(
      reader,
      'threads',
      rows.map(row => row.threadId),
    )
    const messages = await byId(
      reader,
      'messages',
      rows.map(row => row.messageId),
    )
    const isThere = (row: AnyRow): boolean => {
      const [thread, message] = [threads.get(textOf(row.threadId)), messages.get(textOf(row.messageId))]
      // A deleted thread keeps its entries, which no search looks at, until it is emptied.
      if (thread === undefined || thread.emptied === true) return false
      return row.messageId === null || (message !== undefined && message.deletedAt === null)
    }
    return rows.filter(row => !isThere(row)).map(row => ({ row, found: textOf(row._id), expected: null }))
  },
  repair: removing('searchEntries'),
}

/** The search index and the texts that are there (ST6); looked at last, when the texts are what they shall be. */
export const searchRules: readonly Inspection[] = [
  { collection: 'searchEntries', of: 'search_entry', rules: [leftOver] },
  { collection: 'threads', of: 'thread', rules: [indexed('title', titles)] },
  { collection: 'messages', of: 'message', rules: [indexed('text', texts)] },
]
