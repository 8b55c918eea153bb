import { randomBytes } from 'node:crypto'
import { type Document, MongoClient } from 'mongodb'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createAuditSealer } from '../../domain/audit/audit-sealer.ts'
import { createErasures } from '../../domain/erasure/create-erasures.ts'
import type { Store } from '../../ports/store.ts'
import { createFakeClock } from '../../testing/fake-clock.ts'
import { withMongo } from '../../testing/mongo-server.ts'
import { createRecordingAnswers } from '../../testing/recording-answers.ts'
import { deliverAll } from '../../testing/store-contract/deliver-all.ts'
import { newId, newSession, newVisitor, newWorld, World } from '../../testing/store-contract/world.ts'
import { createSigner } from '../jose/signer.ts'
import { createMemoryBus } from '../memory/memory-bus.ts'
import { createMemoryLog } from '../memory/memory-log.ts'
import { uuids } from '../uuid/uuids.ts'
import { openMongoStore } from './open-mongo-store.ts'

/** They tell others that the thread is gone, for as long as events are kept; the trail stays for ever. */
const tombstone = ['audit', 'events', 'feed', 'members', 'outbox', 'threads']

await withMongo('what is left in the collections', server => {
  let store: Store
  let client: MongoClient
  beforeEach(async () => {
    const url = server.newUrl()
    const opened = await openMongoStore({ url })
    await opened.opened
    store = opened as unknown as Store
    client = new MongoClient(url)
  })
  afterEach(async () => {
    await store.close()
    await client.db().dropDatabase()
    await client.close()
  })

  const collections = async (): Promise<[string, Document[]][]> => {
    const names = await client.db().listCollections({}, { nameOnly: true }).toArray()
    return Promise.all(
      names.map(
        async ({ name }): Promise<[string, Document[]]> => [name, await client.db().collection(name).find().toArray()],
      ),
    )
  }
  /** Names of collections with a row in which the text stands, in whatever case. */
  const holding = async (text: string): Promise<string[]> =>
    (await collections())
      .filter(([, rows]) => rows.some(row => JSON.stringify(row).toLowerCase().includes(text)))
      .map(([name]) => name)
      .sort()

  it('ST8 after an erasure no collection holds anything that the user said, was called, or is known by', async () => {
    const marker = `q${randomBytes(9).toString('hex')}`
    const world = await newWorld(store)
    const names = { externalId: `id ${marker}`, name: `I ${marker}` }
    const made = { ...newVisitor(world.project.id), ...names, kind: 'known' as const }
    const user = await store.openKnownSession(made, newSession(made))
    const me = new World(store, world.project, user)
    const [own, others] = [await me.thread(`About ${marker}`), await world.thread('Ours')]
    const guest = { threadId: others, actorId: world.user.id, role: 'collaborator', at: world.tick() } as const
    await store.addParticipant({ ...guest, user: { userId: user.id } })
    for (const threadId of [own, others]) {
      const { messageId } = await me.send(threadId, `${marker} says`)
      const edit = { messageId, editId: newId(), userId: user.id, text: `${marker} meant`, keep: 5 }
      await store.editMessage({ ...edit, at: me.tick() })
    }
    const answered = await me.askAndFinish(own, `${marker} answered`)
    const feedback = { rating: 'down', reason: `because ${marker}` } as const
    await store.giveFeedback({ messageId: answered.messageId, userId: user.id, feedback, at: me.tick() })
    await deliverAll(store)
    expect(await holding(marker)).toEqual(
      expect.arrayContaining(['answer_versions', 'edits', 'feedback', 'messages', 'threads', 'users']),
    )
    const clock = createFakeClock(2_000_000)
    const signer = createSigner(['a secret of at least 32 characters'])
    const sealer = createAuditSealer({ store, signer, clock })
    await sealer.seal()

    const rest = { answers: createRecordingAnswers(), announcer: { announce: () => {} }, bus: createMemoryBus() }
    const erasures = createErasures({
      ...rest,
      store,
      log: createMemoryLog(),
      signer,
      ids: uuids,
      clock,
      backupDays: 30,
    })
    await erasures.erase({ projectId: world.project.id, userId: user.id })
    expect(await holding(marker)).toEqual([])
    expect(await holding(user.id)).toEqual([])
    clock.advance(60_001)
    await sealer.seal()
    expect(await sealer.verify()).toEqual([])
  })

  it('ST8 a purged thread has left no row in any collection, whatever collections there are', async () => {
    const world = await newWorld(store)
    const { user } = world
    const id = await world.thread('Full')
    const guest = await world.addUser()
    const act = { threadId: id, actorId: user.id, role: 'viewer', at: world.tick() } as const
    const inviteId = newId()
    await store.createInvite({ ...act, id: inviteId, expiresAt: 900_000, maxUses: null })
    await store.acceptInvite({ id: inviteId, userId: guest.id, at: world.tick() })
    const { messageId, questionId } = await world.askAndFinish(id)
    const edit = { messageId: questionId, editId: newId(), userId: user.id, text: 'After', keep: 5 }
    await store.giveFeedback({ messageId, userId: user.id, feedback: { rating: 'up', reason: 'x' }, at: world.tick() })
    await store.editMessage({ ...edit, at: world.tick() })
    await deliverAll(store)
    await store.markRead({ id, userId: guest.id, seq: 2, at: world.tick() })
    const ids = [id, inviteId, ...(await world.timeline(id, true))]
    const naming = async (): Promise<string[]> => {
      const found = await Promise.all(ids.map(holding))
      return [...new Set(found.flat())].sort()
    }
    expect(await naming()).toEqual(
      expect.arrayContaining([...tombstone, 'edits', 'feedback', 'generations', 'invites', 'invite_uses', 'messages']),
    )
    await store.deleteThread({ id, userId: user.id, at: world.tick() })
    await store.purgeDeleted({ at: 900_000, limit: 100 })
    expect((await naming()).filter(name => !tombstone.includes(name))).toEqual([])
    for (let n = 0; n < 3; n++) await store.purgeExpired({ at: 1, eventsBefore: 900_000, limit: 100 })
    expect(await naming()).toEqual(['audit'])
  })
})
