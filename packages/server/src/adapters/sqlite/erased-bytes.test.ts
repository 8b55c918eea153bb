import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createAuditSealer } from '../../domain/audit/audit-sealer.ts'
import { createErasures } from '../../domain/erasure/create-erasures.ts'
import { createRetention } from '../../domain/retention/create-retention.ts'
import type { GenerationLog } from '../../ports/generation-log.ts'
import type { Store } from '../../ports/store.ts'
import { createFakeClock } from '../../testing/fake-clock.ts'
import { filesWith } from '../../testing/find-bytes.ts'
import { open as openTerm, text as textEntry } from '../../testing/generation-log-contract/log-entries.ts'
import { createRecordingAnswers } from '../../testing/recording-answers.ts'
import { newId, newSession, newVisitor, newWorld, World } from '../../testing/store-contract/world.ts'
import { createSigner } from '../jose/signer.ts'
import { createMemoryBus } from '../memory/memory-bus.ts'
import { uuids } from '../uuid/uuids.ts'
import { openLiveLog } from './live-log.ts'
import { openSqliteStore } from './open-sqlite-store.ts'

const day = 86_400_000

let folder: string
let store: Store
let log: GenerationLog
/** Letters and digits that stand nowhere by chance; the index of words has no shorter form of them. */
let marker: string

const clock = createFakeClock(2_000_000)
const signer = createSigner(['a secret of at least 32 characters'])
const announcer = { announce: () => {} }

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chat-view-bytes-'))
  store = await openSqliteStore({ path: join(folder, 'chat.db') })
  log = await openLiveLog({ path: join(folder, 'live.db'), checkpointMs: 20 })
  marker = `q${randomBytes(9).toString('hex')}`
})
afterEach(async () => {
  await store.close()
  await log.close()
  await rm(folder, { recursive: true, force: true })
})

const found = (): string[] => filesWith(folder, marker).map(path => basename(path))

const hitsOf = async (userId: string, term: string): Promise<number> =>
  (await store.search({ userId, terms: [term], prefix: false, limit: 9 })).hits.length

const erasures = () => {
  const answers = createRecordingAnswers()
  const parts = { store, log, answers, announcer, bus: createMemoryBus(), signer, ids: uuids, clock }
  return createErasures({ ...parts, backupDays: 30, slice: 20 })
}

const retention = () =>
  createRetention({ store, log, answers: createRecordingAnswers(), announcer, clock, eventDays: 1, slice: 20 })

/** One who has said the marker in every way in which one can say something here. */
const talker = async (world: World): Promise<World> => {
  const named = {
    ...newVisitor(world.project.id),
    kind: 'known' as const,
    externalId: `id ${marker}`,
    name: `I ${marker}`,
  }
  return new World(store, world.project, await store.openKnownSession(named, newSession(named)))
}

const talk = async (me: World, threadId: string, n: number): Promise<void> => {
  const userId = me.user.id
  const words = `${marker} says ${n} 😀 ${'and on '.repeat(n % 7 === 0 ? 4_000 : n * 5)}${marker}`
  const { messageId } = await me.send(threadId, words)
  for (let edit = 0; edit < n % 4; edit++) {
    const change = { messageId, editId: newId(), userId, text: `${words} ${edit}`, keep: 2 }
    await store.editMessage({ ...change, at: me.tick() })
  }
}

const answerTo = async (me: World, threadId: string, n: number): Promise<void> => {
  const { messageId, generationId } = await me.ask(threadId)
  await log.append([openTerm(generationId, 1)])
  await log.append([textEntry(generationId, 1, 1, 0, `${marker} live ${'x'.repeat(n * 40)}`)])
  await me.finish(generationId, `${marker} answered ${n} ${'y'.repeat(n * 90)}`)
  await log.expire(generationId, Date.now() + 600_000)
  const feedback = { rating: 'down' as const, reason: `because ${marker}` }
  await store.giveFeedback({ messageId, userId: me.user.id, feedback, at: me.tick() })
}

/** Others write between, so that pages hold both and split. */
const chatter = async (other: World, threadId: string, n: number): Promise<void> => {
  await other.send(threadId, `Somebody else, ${n}, ${'la '.repeat((n * 37) % 500)}`)
  await other.askAndFinish(threadId, `An answer to others ${'b'.repeat((n * 91) % 900)}`)
}

describe('bytes', () => {
  it('ST8 after an erasure no file holds anything that the user said or was called', { timeout: 60_000 }, async () => {
    const world = await newWorld(store)
    const me = await talker(world)
    const [own, second, others] = [await me.thread(`About ${marker}`), await me.thread(), await world.thread('Ours')]
    const guest = { threadId: others, actorId: world.user.id, role: 'collaborator', at: world.tick() } as const
    await store.addParticipant({ ...guest, user: { userId: me.user.id } })
    for (let n = 0; n < 24; n++) {
      await talk(me, n % 2 ? own : second, n)
      await chatter(world, others, n)
      await talk(me, others, n)
      if (n % 3 === 0) await answerTo(me, own, n)
    }
    const running = await me.ask(second)
    await store.startGeneration(running.generationId, 1, me.tick())
    await log.append([openTerm(running.generationId, 1)])
    await log.append([textEntry(running.generationId, 1, 1, 0, `${marker} still running`)])
    await store.updateThread({ id: second, userId: me.user.id, title: `Again ${marker}`, at: me.tick() })
    const sealer = createAuditSealer({ store, signer, clock })
    clock.advance(60_001)
    const { sealed } = await sealer.seal()
    expect(sealed).toBeGreaterThan(10)
    expect(found()).toEqual(expect.arrayContaining(['chat.db-wal']))
    expect(found().some(name => name.startsWith('live.db'))).toBe(true)
    for (const { user } of [me, world]) expect(await hitsOf(user.id, marker)).toBeGreaterThan(0)

    const receipt = await erasures().erase({ projectId: world.project.id, userId: me.user.id })
    expect(found()).toEqual([])
    expect(receipt.counts).toEqual({ threads: 2, messages: 24 })

    expect(await hitsOf(world.user.id, 'somebody')).toBeGreaterThan(0)
    expect((await store.listMessages({ threadId: others, limit: 200, superseded: true })).items).toHaveLength(96)
    clock.advance(60_001)
    await sealer.seal()
    expect(await sealer.verify()).toEqual([])
    const trail = await store.listAudit({ limit: 200 })
    expect(trail.items.filter(({ seal }) => seal === 1)).toHaveLength(Math.min(sealed, 200))
  })

  it('ST8 after a deleted thread was purged no file holds anything of it', { timeout: 60_000 }, async () => {
    const world = await newWorld(store)
    const [secret, kept] = [await world.thread(`About ${marker}`), await world.thread('Kept')]
    for (let n = 0; n < 18; n++) {
      await talk(world, secret, n)
      await chatter(world, kept, n)
      if (n % 3 === 0) await answerTo(world, secret, n)
    }
    expect(await hitsOf(world.user.id, marker)).toBeGreaterThan(0)
    await store.deleteThread({ id: secret, userId: world.user.id, at: world.tick() })
    expect(found()).not.toEqual([])
    expect(await retention().purge()).toMatchObject({ messages: 30 })
    expect(found()).toEqual([])
    clock.advance(2 * day)
    await retention().purge()
    expect(await store.getThread(secret)).toBeNull()
    expect(await store.getThread(kept)).not.toBeNull()
  })
})
