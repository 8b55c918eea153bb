import { searchableText } from '../../../ports/searchable-text.ts'
import type { MessageRow } from '../models/message.ts'
import type { SearchEntryRow } from '../models/search-entry.ts'
import type { MongoContext } from '../mongo-context.ts'
import { searchEntryOf } from '../search/search-entry-of.ts'

interface Cursor {
  readonly of: 'threads' | 'messages'
  readonly id: string
}

const shownParts = async ({ answers }: MongoContext, rows: readonly MessageRow[]): Promise<Map<string, unknown>> => {
  const asked = rows.filter(({ role }) => role === 'assistant')
  if (asked.length === 0) return new Map()
  const shown = asked.map(({ _id, shown: number }) => ({ messageId: _id, number }))
  const found = await answers.all({ $or: shown })
  return new Map(found.map(({ messageId, parts }) => [messageId, parts]))
}

const replace = async (
  { searchEntries }: MongoContext,
  ids: string[],
  entries: readonly (SearchEntryRow | null)[],
): Promise<void> => {
  await searchEntries.remove({ _id: { $in: ids } })
  await searchEntries.insert(...entries.filter(entry => entry !== null))
}

const finishThreads = async (context: MongoContext, after: string, limit: number): Promise<{ _id: string }[]> => {
  const rows = await context.threads.all({ _id: { $gt: after } }, { sort: { _id: 1 }, limit })
  const entries = rows.map(({ _id, ownerId, title, createdAt, deletedAt }) =>
    title === null || deletedAt !== null
      ? null
      : searchEntryOf({ scope: ownerId, threadId: _id, messageId: null, at: createdAt }, title),
  )
  await replace(
    context,
    rows.map(({ _id }) => _id),
    entries,
  )
  return rows
}

const finishMessages = async (context: MongoContext, after: string, limit: number): Promise<{ _id: string }[]> => {
  const rows = await context.messages.all({ _id: { $gt: after } }, { sort: { _id: 1 }, limit })
  const threads = await context.threads.all({ _id: { $in: rows.map(({ threadId }) => threadId) }, deletedAt: null })
  const owners = new Map(threads.map(({ _id, ownerId }) => [_id, ownerId]))
  const parts = await shownParts(context, rows)
  const entries = rows.map(row => {
    const { _id, threadId, createdAt, deletedAt, supersededBy } = row
    const scope = owners.get(threadId)
    if (scope === undefined || deletedAt !== null || supersededBy !== null) return null
    const shown = (parts.get(_id) ?? row.parts) as MessageRow['parts']
    return searchEntryOf({ scope, threadId, messageId: _id, at: createdAt }, searchableText(shown))
  })
  await replace(
    context,
    rows.map(({ _id }) => _id),
    entries,
  )
  return rows
}

/** One slice of what is made again after an archive was written: search entries. Lists were made with their members. */
export const finishArchive = async (
  context: MongoContext,
  { after, limit }: { after: string | null; limit: number },
): Promise<{ done: number; next: string | null }> => {
  const cursor: Cursor = after === null ? { of: 'threads', id: '' } : (JSON.parse(after) as Cursor)
  const finish = cursor.of === 'threads' ? finishThreads : finishMessages
  const rows = await finish(context, cursor.id, limit)
  const last = rows.at(-1)
  const next: Cursor | null =
    last !== undefined && rows.length === limit
      ? { of: cursor.of, id: last._id }
      : cursor.of === 'threads'
        ? { of: 'messages', id: '' }
        : null
  return { done: rows.length, next: next === null ? null : JSON.stringify(next) }
}
