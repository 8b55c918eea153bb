import type { AnswerVersion, Edit } from '@chat-view/protocol'
import type { MessageListQuery, MessageRecord, Opinion } from '../../../ports/message-store.ts'
import type { PageStep } from '../../../ports/page.ts'
import type { StorePage } from '../../../ports/thread-store.ts'
import type { MessageRow } from '../models/message.ts'
import type { MongoReader } from '../mongo-context.ts'
import { pageOf } from '../page.ts'
import { toAnswerVersion, toMessageRecord } from './message-row.ts'
import { wholeMessage, wholeMessages } from './whole-messages.ts'

export const getMessage = async (reader: MongoReader, id: string): Promise<MessageRecord | null> => {
  const row = await reader.messages.get({ _id: id })
  const message = row === null ? null : await wholeMessage(reader, row)
  return message === null ? null : toMessageRecord(message)
}

/** Those that are there, in the order asked for. */
export const getMessages = async (reader: MongoReader, ids: readonly string[]): Promise<MessageRecord[]> => {
  if (ids.length === 0) return []
  const rows = await reader.messages.all({ _id: { $in: [...ids] } })
  const found = new Map((await wholeMessages(reader, rows)).map(message => [message.row._id, toMessageRecord(message)]))
  return ids.flatMap(id => found.get(id) ?? [])
}

const every = Number.MAX_SAFE_INTEGER

export const listMessages = async (
  reader: MongoReader,
  query: MessageListQuery,
): Promise<StorePage<MessageRecord, number>> => {
  const { threadId, superseded } = query
  const list = { threadId, ...(superseded ? {} : { supersededBy: { $type: 'null' } as const }) }
  const hint = superseded ? 'place' : 'current'
  const read = (step: PageStep<number>): Promise<MessageRow[]> => {
    const after = step.go === 'forward' ? step.after : undefined
    const seq = { $gt: after ?? 0, $lt: step.before ?? every }
    const order = step.go === 'forward' ? 1 : -1
    return reader.messages.all({ ...list, seq }, { sort: { seq: order }, limit: step.limit, hint })
  }
  const page = await pageOf<MessageRow, number>({ newest: 'last', place: row => row.seq, read }, query)
  const items = await wholeMessages(reader, page.items)
  if (items.length < page.items.length) return { items: [], before: null, after: null }
  return { ...page, items: items.map(toMessageRecord) }
}

export const feedbackOf = async (
  { feedback }: MongoReader,
  userId: string,
  messageIds: readonly string[],
): Promise<Opinion[]> => {
  const rows = messageIds.length === 0 ? [] : await feedback.all({ messageId: { $in: [...messageIds] }, userId })
  return rows.map(({ messageId, number, rating, reason }) => ({ messageId, number, rating, reason }))
}

/** A message of a thread that is there. */
const isThere = async ({ messages, threads }: MongoReader, messageId: string): Promise<MessageRow | null> => {
  const message = await messages.get({ _id: messageId })
  const thread = message === null ? null : await threads.get({ _id: message.threadId })
  return thread === null || thread.deletedAt !== null ? null : message
}

/** Oldest first. */
export const listEdits = async (reader: MongoReader, messageId: string): Promise<Edit[]> => {
  if ((await isThere(reader, messageId)) === null) return []
  const rows = await reader.edits.all({ messageId }, { sort: { number: 1 } })
  return rows.map(({ _id, authorId, at, before, after }) => ({ id: _id, messageId, authorId, at, before, after }))
}

/** By number. */
export const listVersions = async (reader: MongoReader, messageId: string): Promise<AnswerVersion[]> => {
  const message = await isThere(reader, messageId)
  if (message === null || message.deletedAt !== null) return []
  const answers = await reader.answers.all({ messageId }, { sort: { number: 1 } })
  const rows = await reader.generations.all({ _id: { $in: answers.map(({ generationId }) => generationId) } })
  const runs = new Map(rows.map(run => [run._id, run]))
  return answers.flatMap(answer => {
    const run = runs.get(answer.generationId)
    return run === undefined ? [] : toAnswerVersion(answer, run)
  })
}
