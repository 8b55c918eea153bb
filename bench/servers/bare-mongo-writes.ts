import { type Collection, type Document, MongoClient } from 'mongodb'
import { searchEntryOf } from '../../packages/server/src/adapters/mongo/search/search-entry-of.ts'
import type { Send } from './senders.ts'

type Row = Document & { readonly _id: string }

/**
 * The statements of a send on the bare driver, one transaction each: command looked for, thread counted, event, list,
 * outbox, row, search entry, command. The text's words were cut before.
 */
export const bareMongoSend = async (url: string, text: string): Promise<(send: Send) => Promise<void>> => {
  const client = await MongoClient.connect(url)
  const db = client.db()
  const rows = (name: string): Collection<Row> => db.collection<Row>(name)
  const loose = (name: string): Collection => db.collection(name)
  const [threads, messages, entries] = [rows('threads'), rows('messages'), rows('search_entries')]
  const [commands, events, members, outbox] = [loose('commands'), loose('events'), loose('members'), loose('outbox')]
  const nowhere = { scope: '-', threadId: '-', messageId: '-', at: 0 }
  const words = searchEntryOf(nowhere, text)
  const subscribers = ['feeds', 'activity']
  const transaction = { readConcern: { level: 'snapshot' }, writeConcern: { w: 'majority' } } as const

  return async ({ threadId, message, command, at }) => {
    const { id: messageId, authorId } = message
    const session = client.startSession({ defaultTransactionOptions: transaction })
    const within = { session }
    session.startTransaction()
    const key = { userId: command.userId, id: command.id }
    await commands.findOne(key, within)
    const counted = { $inc: { seq: 1, notableSeq: 1, messageCount: 1, turn: 1 }, $max: { lastActivityAt: at } }
    const thread = await threads.findOneAndUpdate({ _id: threadId }, counted, { ...within, returnDocument: 'after' })
    const { seq, turn, ownerId } = thread as Document
    const event = { type: 'message.created', at, activity: true, actorId: authorId, messageId }
    const unnamed = { generationId: null, messageIds: [], summaryId: null }
    await events.insertOne({ threadId, seq, ...event, ...unnamed, kept: false }, within)
    const readSeq = { $cond: [{ $eq: ['$userId', authorId] }, { $max: ['$readSeq', seq] }, '$readSeq'] }
    await members.updateMany({ threadId }, [{ $set: { activityAt: at, rank: -at, readSeq } }], within)
    const ends = { threadId, subscriber: { $in: subscribers }, last: true }
    const { matchedCount } = await outbox.updateMany(ends, { $set: { last: false } }, within)
    const dueAt = matchedCount === 0 ? 0 : null
    const due = { threadId, turn, seq, firstSeq: seq, at, userId: null, dueAt, attempts: 0, last: true, takenBy: null }
    await outbox.insertMany(
      subscribers.map(subscriber => ({ ...due, subscriber })),
      within,
    )
    const written = { role: 'user', authorId, commandId: command.id, parts: [{ kind: 'text', text }], createdAt: at }
    const whole = { version: 1, shown: 1, versions: 1, edits: 0, editedAt: null, deletedAt: null, supersededBy: null }
    await messages.insertOne({ _id: messageId, threadId, seq, ...written, ...whole }, within)
    const place = { scope: ownerId as string, threadId, messageId, at }
    await entries.insertOne({ ...words, _id: messageId, ...place }, within)
    const ids = { messageId, answerId: null, generationId: null, stopping: [] }
    await commands.insertOne({ ...key, fingerprint: command.fingerprint, ids, at }, within)
    await session.commitTransaction()
    await session.endSession()
  }
}
