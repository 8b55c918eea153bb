import type { AnswerVersion, Edit } from '@chat-view/protocol'
import type { MessageListQuery, MessageRecord, Opinion } from '../../../ports/message-store.ts'
import type { StorePage } from '../../../ports/thread-store.ts'
import { pageOf } from '../page.ts'
import type { Sql } from '../sql.ts'
import {
  type MessageRow,
  messageById,
  runColumns,
  selectMessage,
  toAnswerVersions,
  toMessageRecord,
  type VersionRow,
} from './message-row.ts'

export const getMessage = (sql: Sql, id: string): MessageRecord | null => {
  const row = sql.get<MessageRow>(messageById, id)
  return row === undefined ? null : toMessageRecord(row)
}

/** Those that are there, in the order asked for. */
export const getMessages = (sql: Sql, ids: readonly string[]): MessageRecord[] =>
  sql.snapshot(() =>
    ids.flatMap(id => {
      const message = getMessage(sql, id)
      return message === null ? [] : [message]
    }),
  )

const every = Number.MAX_SAFE_INTEGER

const inOrder = (condition: string, order: 'ASC' | 'DESC'): string =>
  `${selectMessage} WHERE m.thread_id = ? AND m.seq > ? AND m.seq < ? ${condition} ORDER BY m.seq ${order} LIMIT ?`
const bothWays = (condition: string) => ({ ASC: inOrder(condition, 'ASC'), DESC: inOrder(condition, 'DESC') })
const allMessages = bothWays('')
const currentMessages = bothWays('AND m.superseded_by IS NULL')

export const listMessages = (sql: Sql, query: MessageListQuery): StorePage<MessageRecord, number> => {
  const { threadId, superseded } = query
  const texts = superseded ? allMessages : currentMessages
  const rows = (order: 'ASC' | 'DESC', after: number, before: number, limit: number): MessageRow[] =>
    sql.all<MessageRow>(texts[order], threadId, after, before, limit)
  const page = sql.snapshot(() =>
    pageOf<MessageRow, number>(
      {
        newest: 'last',
        forward: (after, before, limit) => rows('ASC', after ?? 0, before ?? every, limit),
        backward: (before, limit) => rows('DESC', 0, before ?? every, limit),
        place: row => row.seq,
      },
      query,
    ),
  )
  return { ...page, items: page.items.map(toMessageRecord) }
}

export const feedbackOf = (sql: Sql, userId: string, messageIds: readonly string[]): Opinion[] =>
  messageIds.flatMap(messageId =>
    sql
      .all<Pick<Opinion, 'number' | 'rating' | 'reason'>>(
        'SELECT number, rating, reason FROM feedback WHERE message_id = ? AND user_id = ?',
        messageId,
        userId,
      )
      .map(({ number, rating, reason }) => ({ messageId, number, rating, reason })),
  )

interface EditRow {
  readonly id: string
  readonly author_id: string
  readonly at: number
  readonly before: string
  readonly after: string
}

const isThere = 'JOIN threads t ON t.id = m.thread_id AND t.deleted_at IS NULL'

/** Oldest first. */
export const listEdits = (sql: Sql, messageId: string): Edit[] =>
  sql
    .all<EditRow>(
      `SELECT e.id, e.author_id, e.at, e.before, e.after FROM edits e JOIN messages m ON m.id = e.message_id ${isThere}
       WHERE e.message_id = ? ORDER BY e.number`,
      messageId,
    )
    .map(({ id, author_id, at, before, after }) => ({ id, messageId, authorId: author_id, at, before, after }))

/** By number. */
export const listVersions = (sql: Sql, messageId: string): AnswerVersion[] =>
  sql
    .all<VersionRow>(
      `SELECT a.number, a.parts, a.created_at, ${runColumns} FROM answer_versions a
       JOIN generations g ON g.id = a.generation_id JOIN messages m ON m.id = a.message_id ${isThere}
       WHERE a.message_id = ? AND m.deleted_at IS NULL ORDER BY a.number`,
      messageId,
    )
    .flatMap(toAnswerVersions)
