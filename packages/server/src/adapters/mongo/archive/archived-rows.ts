import type { PageTool } from '@chat-view/protocol'
import type { ArchiveKind } from '../../../ports/archive-store.ts'
import { rankOf } from '../../../ports/thread-order.ts'
import { keptTools, readTools } from '../answers/kept-tools.ts'
import type { CollectionName } from '../models/index.ts'
import type { MongoContext } from '../mongo-context.ts'

/** A row of a collection, or one of an archive, whatever its kind. */
export type AnyRow = Readonly<Record<string, unknown>>

/** How rows of a kind lie in this store. Fields that are not named are the same in both. */
export interface ArchivedRows {
  readonly collection: CollectionName
  /** Fields that order the rows, in the order of the key; `_id` is an archive's `id`. */
  readonly order: readonly string[]
  /** All that fit the first come before the rest, and the number leads their keys. */
  readonly parts?: readonly AnyRow[]
  /** Fields of the collection that no archive holds. */
  readonly derived?: readonly string[]
  /** A row of an older archive, with the field of the key that such a one does not hold. */
  placed?(row: AnyRow, context: MongoContext): Promise<AnyRow>
  /** What an archive calls otherwise, or holds in another form. */
  toArchive?(row: AnyRow): AnyRow
  /** What this store calls otherwise, and what is derived. */
  fromArchive?(row: AnyRow, context: MongoContext): AnyRow | Promise<AnyRow>
}

const ids = { order: ['_id'] } as const

const listOf = (thread: { deletedAt: number | null; archivedAt: number | null } | null): string =>
  thread === null || thread.deletedAt !== null ? 'gone' : thread.archivedAt !== null ? 'archived' : 'open'

const placeInList = async (row: AnyRow, { threads }: MongoContext): Promise<AnyRow> => {
  const thread = await threads.get({ _id: String(row.threadId) })
  const activityAt = thread?.lastActivityAt ?? 0
  const pinned = row.pinned === true
  const rank = rankOf(pinned, activityAt)
  return { ...row, list: listOf(thread), activityAt, rank, pinnedAt: pinned ? row.since : null }
}

/** Such an archive tells one opinion a message: of the answer that it shows. */
const ofShown = async (row: AnyRow, { messages }: MongoContext): Promise<AnyRow> =>
  row.number === undefined ? { ...row, number: (await messages.get({ _id: String(row.messageId) }))?.shown } : row

/** All kinds but deliveries, which are chains. */
export const archivedRows: { readonly [K in Exclude<ArchiveKind, 'delivery'>]: ArchivedRows } = {
  project: { collection: 'projects', ...ids },
  signing_key: { collection: 'signingKeys', order: ['projectId', 'kid'] },
  operator_key: { collection: 'operatorKeys', ...ids },
  // Who became another comes after everybody whom they can have become.
  user: {
    collection: 'users',
    ...ids,
    parts: [{ mergedInto: null }, { mergedInto: { $gt: '' } }],
    derived: ['purgedFeedSeq'],
    // Where they come from, more may have gone.
    fromArchive: row => ({ ...row, purgedFeedSeq: row.feedSeq }),
  },
  session: { collection: 'sessions', ...ids },
  thread: {
    collection: 'threads',
    ...ids,
    derived: ['emptied', 'turn', 'summariseAt', 'summariseTo'],
    // A feed tells of turn 1, so that every delivery that waits is news to it.
    fromArchive: row => ({ ...row, emptied: false, turn: 1, summariseAt: null, summariseTo: null }),
  },
  member: {
    collection: 'members',
    order: ['threadId', 'userId'],
    derived: ['list', 'activityAt', 'rank', 'pinnedAt'],
    fromArchive: placeInList,
  },
  message: { collection: 'messages', order: ['threadId', 'seq'] },
  edit: { collection: 'edits', order: ['messageId', 'number'] },
  generation: {
    collection: 'generations',
    ...ids,
    derived: ['contextRecord'],
    toArchive: row => ({ ...row, tools: readTools(row.tools as (string | PageTool)[]) }),
    fromArchive: row => ({ ...row, tools: keptTools(row.tools as PageTool[]), contextRecord: null }),
  },
  answer: { collection: 'answers', order: ['messageId', 'number'] },
  summary: { collection: 'summaries', ...ids },
  feedback: { collection: 'feedback', order: ['messageId', 'userId', 'number'], placed: ofShown },
  invite: {
    collection: 'invites',
    ...ids,
    fromArchive: ({ projectId: _, acceptedBy: __, ...row }) => row,
  },
  event: {
    collection: 'events',
    order: ['threadId', 'seq'],
    derived: ['kept'],
    toArchive: row => ({ ...row, messageIds: (row.messageIds as string[]).length === 0 ? null : row.messageIds }),
    fromArchive: row => ({ ...row, messageIds: row.messageIds ?? [], kept: false }),
  },
  feed: {
    collection: 'feed',
    order: ['userId', 'seq'],
    derived: ['turn'],
    fromArchive: row => ({ ...row, turn: 1 }),
  },
  command: {
    collection: 'commands',
    order: ['userId', 'id'],
    toArchive: ({ ids: value, ...row }) => ({ ...row, value }),
    fromArchive: ({ value, ...row }) => ({ ...row, ids: value }),
  },
  audit_key: { collection: 'auditKeys', order: ['userId'] },
  audit: { collection: 'audit', ...ids },
  seal: { collection: 'auditSeals', order: ['number'] },
  erasure: {
    collection: 'erasures',
    ...ids,
    toArchive: ({ threads, messages, ...row }) => ({ ...row, counts: { threads, messages } }),
    fromArchive: ({ counts, ...row }) => ({ ...row, ...(counts as AnyRow) }),
  },
  call: { collection: 'calls', ...ids },
  verdict: { collection: 'verdicts', ...ids },
  mask: { collection: 'masks', order: ['threadId', 'placeholder'] },
}

/** Does the row carry an id of its own, or one that only the database knows? */
export const hasOwnId = ({ order, collection }: ArchivedRows): boolean =>
  order[0] === '_id' || collection === 'messages' || collection === 'edits'
