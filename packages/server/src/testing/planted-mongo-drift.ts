import { randomUUID } from 'node:crypto'
import type { Db, Document } from 'mongodb'
import type { Drift } from '../ports/reconcile-store.ts'
import { rankOf } from '../ports/thread-order.ts'
import type { Filled } from './fill-store.ts'

/** Writes around the verbs; `others` is a second filled world, of another project. */
type Plant = (db: Db, filled: Filled, others: Filled) => Promise<unknown>

const rows = (db: Db, name: string) => db.collection<Document>(name)

/** Copies a row under another id, with other fields. */
const copy = async (db: Db, name: string, filter: Document, change: Document): Promise<unknown> => {
  const found = await rows(db, name).findOne(filter)
  if (found === null) throw new Error(`There is no such row in ${name}`)
  const { _id, ...rest } = found
  const own = typeof _id === 'string' ? { _id: randomUUID() } : {}
  return rows(db, name).insertOne({ ...own, ...rest, ...change } as never)
}

const set = (db: Db, name: string, filter: Document, change: Document) =>
  rows(db, name).updateOne(filter, { $set: change })

const question = ({ questionId }: Filled): Document => ({ _id: questionId })
const thread = ({ threadId }: Filled): Document => ({ _id: threadId })
/** Of a thread only one may run, but many may wait. */
const waiting: Document = { state: 'queued', startedAt: null }
const summaryIn = ({ threadId }: Filled): Document => ({ threadId, stale: false })

/** Ways to write around MongoDB, of each kind that its validators and indexes let pass. */
export const plantedMongoDrift: Readonly<Record<string, readonly [plant: Plant, drift: Partial<Drift>]>> = {
  'a message without its thread': [
    (db, filled) => copy(db, 'messages', question(filled), { _id: 'stray', threadId: 'nowhere' }),
    { kind: 'orphan', of: 'message', id: 'stray', found: 'nowhere' },
  ],
  'a thread that was deleted around its rows': [
    (db, filled) => rows(db, 'threads').deleteOne(thread(filled)),
    { kind: 'orphan', of: 'member' },
  ],
  'a project that was deleted around its rows': [
    (db, filled) => rows(db, 'projects').deleteOne({ _id: filled.world.project.id as never }),
    { kind: 'orphan', of: 'user' },
  ],
  'a verdict without its thread': [
    db => copy(db, 'verdicts', {}, { _id: 'stray', threadId: 'nowhere', generationId: 'another' }),
    { kind: 'orphan', of: 'verdict', id: 'stray', found: 'nowhere' },
  ],
  'a mask without its thread': [
    db => copy(db, 'masks', {}, { threadId: 'nowhere' }),
    { kind: 'orphan', of: 'mask', found: 'nowhere' },
  ],
  'an edit without its message': [
    db => copy(db, 'edits', {}, { _id: 'stray', messageId: 'nowhere' }),
    { kind: 'orphan', of: 'edit', id: 'stray' },
  ],
  'an answer without its run': [
    async (db, filled) => {
      const answer = await rows(db, 'answer_versions').findOne({ messageId: filled.answerId, number: 1 })
      return rows(db, 'generations').deleteOne({ _id: answer?.generationId })
    },
    { kind: 'orphan', of: 'answer', field: 'generationId' },
  ],
  'an author who is not there': [
    (db, filled) => set(db, 'messages', question(filled), { authorId: 'nobody' }),
    { kind: 'orphan', of: 'message', field: 'authorId', found: 'nobody' },
  ],
  'history of a message that is not there': [
    (db, filled) => set(db, 'messages', question(filled), { supersededBy: 'nobody' }),
    { kind: 'orphan', of: 'message', field: 'supersededBy' },
  ],
  'sessions, opinions, feeds, deliveries, events, invitations and keys without their parents': [
    async db => {
      await copy(db, 'sessions', {}, { userId: 'nobody' })
      await copy(db, 'feedback', {}, { messageId: 'nowhere' })
      await copy(db, 'feed', {}, { threadId: 'nowhere', seq: 999 })
      await copy(db, 'outbox', {}, { threadId: 'nowhere' })
      await copy(db, 'events', {}, { threadId: 'nowhere' })
      await copy(db, 'invites', {}, { threadId: 'nowhere' })
      await copy(db, 'invite_uses', {}, { inviteId: 'nothing' })
      await copy(db, 'signing_keys', {}, { projectId: 'nowhere' })
      await db.collection('provider_keys').insertOne({ _id: 'k' as never, projectId: 'nowhere', sealed: 's', setAt: 1 })
      const hook = { projectId: 'nowhere', version: 1, url: 'u', topics: ['x'], enabled: true, disabledReason: null }
      const times = { createdAt: 1, since: 1, sealed: 's', earlier: null, failingSince: null }
      await db.collection('webhooks').insertOne({ _id: 'w' as never, ...hook, ...times })
      const news = { webhookId: 'w', projectId: 'nowhere', topic: 't', key: 'k', threadId: 'nowhere', userId: null }
      const tries = { state: 'waiting', attempts: 0, nextAt: null, lastStatus: null, lastError: null, endedAt: null }
      const delivery = { ...news, ...tries, seq: 1, at: 1, data: {}, createdAt: 1 }
      await db.collection('webhook_deliveries').insertOne({ _id: 'd' as never, ...delivery })
      await copy(db, 'audit_keys', {}, { userId: 'nobody', pseudonym: 'nobody' })
      const account = { minute: null, day: null, month: null, holds: [], seenAt: 1 }
      const accounts = db.collection<{ _id: string }>('quota_accounts')
      await accounts.insertOne({ _id: 'stray', projectId: 'nowhere', userId: null, ...account } as never)
      const { _id: projectId } = (await db.collection('projects').findOne()) ?? {}
      await accounts.insertOne({ _id: 'strange', projectId, userId: 'nobody', ...account } as never)
    },
    { kind: 'orphan', of: 'event', id: 'nowhere/1' },
  ],
  'a call in a thread that is not there, of somebody who is not there': [
    async db => {
      const row = (await db.collection('calls').findOne()) ?? {}
      await db.collection('calls').insertOne({ ...row, _id: 'stray' as never, threadId: 'nowhere', userId: 'nobody' })
    },
    { kind: 'orphan', of: 'call', id: 'stray', field: 'userId', found: 'nobody' },
  ],
  'a thread in another project than its owner': [
    async (db, filled, others) => {
      await set(db, 'threads', thread(filled), { projectId: others.world.project.id })
    },
    { kind: 'foreign_project', of: 'thread', field: 'projectId' },
  ],
  'a thread whose owner is of another project': [
    (db, filled, others) => set(db, 'threads', thread(filled), { ownerId: others.world.user.id }),
    { kind: 'foreign_project', of: 'thread', field: 'ownerId' },
  ],
  'a member of another project': [
    (db, filled, others) =>
      copy(db, 'members', { threadId: filled.threadId, role: 'viewer' }, { userId: others.guest.id }),
    { kind: 'foreign_project', of: 'member' },
  ],
  'an author and a session of another project': [
    async (db, filled, others) => {
      await set(db, 'messages', question(filled), { authorId: others.world.user.id })
      await set(db, 'sessions', { userId: filled.world.user.id }, { projectId: others.world.project.id })
    },
    { kind: 'foreign_project', of: 'message', field: 'authorId' },
  ],
  'messages that were counted wrong': [
    (db, filled) => set(db, 'threads', thread(filled), { messageCount: 99 }),
    { kind: 'counter', of: 'thread', field: 'messageCount', found: 99 },
  ],
  'tokens that were counted wrong': [
    (db, filled) => set(db, 'threads', thread(filled), { totalTokens: 1 }),
    { kind: 'counter', of: 'thread', field: 'totalTokens', found: 1 },
  ],
  'a thread behind its newest change': [
    (db, filled) => set(db, 'threads', thread(filled), { seq: 3, notableSeq: 2, purgedSeq: 0 }),
    { kind: 'counter', of: 'thread', field: 'seq', found: 3 },
  ],
  'a read mark beyond the thread': [
    (db, filled) => set(db, 'members', { threadId: filled.threadId, role: 'owner' }, { readSeq: 99_999 }),
    { kind: 'counter', of: 'member', field: 'readSeq', found: 99_999 },
  ],
  'a feed behind its newest entry': [
    (db, filled) => set(db, 'users', { _id: filled.world.user.id }, { feedSeq: 0 }),
    { kind: 'counter', of: 'user', field: 'feedSeq', found: 0 },
  ],
  'versions that are not there': [
    (db, filled) => set(db, 'messages', { _id: filled.answerId as never }, { versions: 9, shown: 8 }),
    { kind: 'counter', of: 'message', field: 'versions', found: 9, expected: 2 },
  ],
  'edits that were counted wrong': [
    db => set(db, 'messages', { edits: 2 }, { edits: 7 }),
    { kind: 'counter', of: 'message', field: 'edits', found: 7, expected: 2 },
  ],
  'a member in the wrong list': [
    (db, filled) => set(db, 'members', { threadId: filled.threadId, role: 'owner' }, { list: 'archived' }),
    { kind: 'list_place', of: 'member', field: 'list', found: 'archived', expected: 'open' },
  ],
  'a member at the wrong place': [
    (db, filled) => {
      const place = { activityAt: 1, rank: rankOf(true, 1) }
      return set(db, 'members', { threadId: filled.threadId, role: 'owner' }, place)
    },
    { kind: 'list_place', of: 'member', field: 'activityAt', found: 1 },
  ],
  'a thread without its owner among the members': [
    (db, filled) => rows(db, 'members').deleteOne({ threadId: filled.threadId, role: 'owner' }),
    { kind: 'list_place', of: 'thread', field: 'ownerId' },
  ],
  'a text that is not found': [
    (db, filled) => rows(db, 'search_entries').deleteOne({ _id: filled.answerId as never }),
    { kind: 'search_entry', of: 'message', field: 'text' },
  ],
  'a title that is not found': [
    (db, filled) => rows(db, 'search_entries').deleteOne({ _id: filled.threadId as never }),
    { kind: 'search_entry', of: 'thread', field: 'title' },
  ],
  'a text that is found by other words, and by another': [
    (db, filled, others) =>
      set(db, 'search_entries', { _id: filled.answerId as never }, { scope: others.world.user.id, terms: ['other'] }),
    { kind: 'search_entry', of: 'message', field: 'text' },
  ],
  'a deleted text that is found': [
    async (db, filled) => {
      const gone = await rows(db, 'messages').findOne({ threadId: filled.threadId, deletedAt: { $gte: 0 } })
      return copy(db, 'search_entries', {}, { _id: gone?._id, messageId: gone?._id, threadId: filled.threadId })
    },
    { kind: 'search_entry', of: 'search_entry' },
  ],
  'a delivery that is due never': [
    (db, filled) => rows(db, 'outbox').updateMany({ threadId: filled.threadId }, { $set: { dueAt: null } }),
    { kind: 'outbox', of: 'delivery', field: 'dueAt', found: null },
  ],
  'a chain of deliveries without its end': [
    (db, filled) => rows(db, 'outbox').updateMany({ threadId: filled.threadId }, { $set: { last: false } }),
    { kind: 'outbox', of: 'delivery', field: 'last', found: 0 },
  ],
  'two open runs of a message': [
    async (db, filled) => {
      const generations = db.collection('generations')
      if (await generations.indexExists('open')) await generations.dropIndex('open')
      return copy(db, 'generations', { _id: filled.runningId }, { ...waiting, _id: 'older', createdAt: 1 })
    },
    { kind: 'generation', of: 'generation', id: 'older', field: 'state', found: 'queued' },
  ],
  'an open run of a message that is not there': [
    (db, filled) =>
      copy(db, 'generations', { _id: filled.runningId }, { ...waiting, _id: 'stray', messageId: 'nowhere' }),
    { kind: 'generation', of: 'generation', id: 'stray', field: null },
  ],
  'a run in another thread than its message': [
    (db, filled) => set(db, 'generations', { _id: filled.runningId }, { threadId: filled.archivedId }),
    { kind: 'generation', of: 'generation', field: 'threadId' },
  ],
  'a summary without its thread': [
    (db, filled) => copy(db, 'summaries', summaryIn(filled), { _id: 'stray', threadId: 'nowhere' }),
    { kind: 'orphan', of: 'summary', id: 'stray', found: 'nowhere' },
  ],
  'a summary by nobody who is there': [
    (db, filled) => set(db, 'summaries', summaryIn(filled), { authorId: 'nobody' }),
    { kind: 'orphan', of: 'summary', field: 'authorId', found: 'nobody' },
  ],
  'a summary by somebody of another project': [
    (db, filled, others) => set(db, 'summaries', summaryIn(filled), { authorId: others.world.user.id }),
    { kind: 'foreign_project', of: 'summary', field: 'authorId' },
  ],
  'summaries whose windows overlap': [
    (db, filled) => copy(db, 'summaries', summaryIn(filled), { _id: 'zzz later', fromSeq: 2 }),
    { kind: 'summary', of: 'summary', id: 'zzz later', field: 'fromSeq', found: 2 },
  ],
  'a summary of other messages than there are': [
    (db, filled) => set(db, 'summaries', summaryIn(filled), { messages: 99 }),
    { kind: 'summary', of: 'summary', field: 'messages', found: 99 },
  ],
}
