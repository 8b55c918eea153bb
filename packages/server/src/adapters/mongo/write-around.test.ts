import { type Db, type Document, MongoClient, MongoServerError } from 'mongodb'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Store } from '../../ports/store.ts'
import { withMongo } from '../../testing/mongo-server.ts'
import { newId, newWorld } from '../../testing/store-contract/world.ts'
import { openMongoStore } from './open-mongo-store.ts'

/** Codes of the server for a validator and for a unique index: a mistake in the statement itself has another. */
const refusals = [121, 11000]

const open = ['queued', 'thinking', 'streaming', 'waiting']

type Attempt = (db: Db) => Promise<unknown>

/** The first row that fits, to be copied or changed. */
const row = async (db: Db, of: string, filter: Document = {}): Promise<Document> => {
  const found = await db.collection(of).findOne(filter)
  if (found === null) throw new Error(`There is a row of ${of}`)
  return found
}

/** Adds a copy of a row that differs in some fields; what is undefined is left out. */
const copy =
  (of: string, changes: Document, filter: Document = {}): Attempt =>
  async db => {
    const { _id, ...rest } = await row(db, of, filter)
    const id = typeof _id === 'string' ? { _id: newId() as never } : {}
    await db.collection(of).insertOne({ ...rest, ...id, ...changes })
  }

const set =
  (of: string, $set: Document, filter: Document = {}): Attempt =>
  async db => {
    const { _id } = await row(db, of, filter)
    await db.collection(of).updateOne({ _id }, { $set })
  }

/** What a bug, or a hand at the console, might write past the verbs: the database itself refuses it (ST3). */
const nonsense: Readonly<Record<string, Attempt>> = {
  'the same place of a thread twice': copy('messages', {}),
  'an event at a place that is taken': copy('events', {}),
  'a negative counter': set('threads', { messageCount: -1 }),
  'negative tokens': set('threads', { totalTokens: -1 }),
  'a counter from which more is taken than it holds': db =>
    db.collection('threads').updateOne({}, { $inc: { messageCount: -1_000 } }),
  'a thread without a place in its order': set('threads', { seq: 0 }),
  'a place to be seen beyond the order': set('threads', { notableSeq: 9_999 }),
  'forgotten events beyond the order': set('threads', { purgedSeq: 9_999 }),
  'a member twice': copy('members', { role: 'viewer' }),
  'a second owner': copy('members', { userId: 'another' }),
  'a role that nobody has': set('members', { role: 'king' }),
  'a negative read mark': set('members', { readSeq: -1 }),
  'a place in a list that is not the pin’s and the time’s': set('members', { pinned: true }),
  'an impossible state': set('generations', { state: 'flying' }),
  'an end without its time': set('generations', { state: 'done' }, { state: { $in: open } }),
  'a time of an end without an end': set('generations', { endedAt: 5 }, { state: { $in: open } }),
  'an end without its reason': set('generations', { reason: null }, { state: 'done' }),
  'an end without its length': set('generations', { length: null }, { state: 'done' }),
  'an end without its hash': set('generations', { hash: null }, { state: 'done' }),
  'a run that begins again beside one that runs': async db => {
    const { messageId } = await row(db, 'generations', { state: { $in: open } })
    const begun = { state: 'thinking', endedAt: null, reason: null, length: null, hash: null }
    await copy('generations', { ...begun, messageId }, { state: 'done' })(db)
  },
  'a finished erasure that names somebody': db =>
    db.collection('erasures').insertOne({
      ...{ _id: newId() as never, projectId: newId(), userId: newId(), subjectHash: newId() },
      ...{ requestedAt: 1, finishedAt: 2, threads: 0, messages: 0 },
    }),
  'a second open run of a message': copy('generations', {}, { state: { $in: open } }),
  'a term that nobody has': set('generations', { term: 0 }),
  'a run that nobody owns': set('generations', { owner: '' }),
  'negative tokens of a run': set('generations', { tokens: -1 }),
  'usage that is no record': set('generations', { usage: 'much' }),
  'a deleted message with text': set('messages', { deletedAt: 1 }, { role: 'user' }),
  'a deleted message with edits': set('messages', { deletedAt: 1, parts: [], edits: 1 }),
  'a version that is not there': set('messages', { shown: 2 }),
  'a message that supersedes itself': async db => {
    const { _id } = await row(db, 'messages')
    await db.collection('messages').updateOne({ _id }, { $set: { supersededBy: _id } })
  },
  'a message of nobody’s role': set('messages', { role: 'judge' }),
  'parts that are no list': set('messages', { parts: 'oops' }),
  'text where a number belongs': set('messages', { createdAt: 'yesterday' }),
  'half a place': set('messages', { seq: 1.5 }),
  'the same version of an answer twice': copy('answer_versions', {}),
  'the same edit of a message twice': copy('edits', {}),
  'an opinion twice': copy('feedback', {}),
  'an opinion that is neither': set('feedback', { rating: 'sideways' }),
  'a command id twice': copy('commands', { fingerprint: 'other' }),
  'a visitor with an external id': set('users', { externalId: 'ada' }),
  'a project key twice': copy('projects', {}),
  'a feed that goes below nothing': set('users', { feedSeq: -1 }),
  'the same place of a feed twice': copy('feed', { threadId: 'another' }),
  'a thread twice in a feed': copy('feed', { seq: 9_999 }),
  'a second user of one external id': copy('users', { mergedInto: null }, { kind: 'known' }),
  'an invitation to be the owner': set('invites', { role: 'owner' }),
  'more uses than there may be': set('invites', { uses: 9, maxUses: 8 }),
  'a guest who came twice': copy('invite_uses', {}),
  'two users of one pseudonym': copy('audit_keys', { userId: 'another' }),
  'two keys of one user': copy('audit_keys', { pseudonym: 'another' }),
  'an action that is none': set('audit', { action: 'looked' }),
  'a hash of another length': set('audit', { contentHash: 'short' }),
  'the same seal twice': copy('audit_seals', {}),
  'a second seal that follows none': copy('audit_seals', { number: 2 }),
  'a seal over nothing': set('audit_seals', { count: 0 }),
  'two ends of one chain': copy('outbox', { turn: 9_999 }, { last: true }),
}

const collections = [
  'projects',
  'users',
  'sessions',
  'threads',
  'members',
  'messages',
  'edits',
  'generations',
  'answer_versions',
  'feedback',
  'events',
  'feed',
  'outbox',
  'commands',
  'invites',
  'invite_uses',
  'audit_keys',
  'audit',
  'audit_seals',
] as const

await withMongo('written around the verbs', server => {
  let client: MongoClient
  let db: Db

  const refusalOf = async (attempt: Attempt): Promise<unknown> => {
    try {
      await attempt(db)
    } catch (error) {
      return error instanceof MongoServerError && refusals.includes(Number(error.code)) ? 'refused' : error
    }
    return 'taken'
  }

  beforeAll(async () => {
    const url = server.newUrl()
    const opened = await openMongoStore({ url })
    await opened.opened
    const store = opened as unknown as Store
    await newWorld(store)
    const world = await newWorld(store)
    const userId = world.user.id
    await world.thread()
    const threadId = await world.thread()
    const { questionId, messageId } = await world.askAndFinish(threadId)
    await store.giveFeedback({ messageId, userId, feedback: { rating: 'up', reason: null }, at: world.tick() })
    const edit = { messageId: questionId, editId: newId(), userId, text: 'Better', keep: 5, at: world.tick() }
    await store.editMessage(edit)
    await world.ask(threadId)
    const command = { userId, id: 'a command', fingerprint: 'f' }
    await store.updateThread({ id: threadId, userId, title: 'T', command, at: world.tick() })
    for (const delivery of await store.takeDeliveries({ now: 0, leaseMs: 1_000, limit: 2 }))
      if (delivery.subscriber === 'feeds') await store.deliverToFeeds(delivery)
    const [known, inviteId] = [await world.addKnownUser(), newId()]
    const invite = { threadId, actorId: userId, role: 'viewer', expiresAt: 9_000, maxUses: null } as const
    await store.createInvite({ ...invite, id: inviteId, at: world.tick() })
    await store.acceptInvite({ id: inviteId, userId: known.id, at: world.tick() })
    const { rows } = await store.unsealedAudit({ before: 9_000, limit: 1 })
    const seal = { number: 1, from: 1, to: 1, count: 1, previous: null, hash: 'h', signature: 's', at: 1 }
    await store.sealAudit(
      seal,
      rows.map(({ id }) => id),
    )
    await store.close()
    client = await MongoClient.connect(url)
    db = client.db()
  })
  afterAll(() => client?.close())

  it.each(Object.entries(nonsense))('ST3 the database refuses %s', async (_, attempt) => {
    expect(await refusalOf(attempt)).toBe('refused')
  })

  it.each(collections)('ST3 a row of %s holds its own fields and no other, each of its own kind', async name => {
    const { _id, ...fields } = await row(db, name)
    expect(await refusalOf(set(name, { extra: 1 }))).toBe('refused')
    for (const [field, value] of Object.entries(fields)) {
      const gone: Attempt = there => there.collection(name).updateOne({ _id }, { $unset: { [field]: '' } })
      expect([field, 'left out', await refusalOf(gone)]).toEqual([field, 'left out', 'refused'])
      const other = Array.isArray(value) ? {} : [value]
      expect([field, other, await refusalOf(set(name, { [field]: other }))]).toEqual([field, other, 'refused'])
    }
  })
})
