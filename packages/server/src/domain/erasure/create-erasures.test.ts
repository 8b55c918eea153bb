import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createSigner } from '../../adapters/jose/signer.ts'
import { createMemoryBus } from '../../adapters/memory/memory-bus.ts'
import { createMemoryLog } from '../../adapters/memory/memory-log.ts'
import { uuids } from '../../adapters/uuid/uuids.ts'
import type { BusMessage } from '../../ports/bus.ts'
import { CodedError } from '../../ports/coded-error.ts'
import type { Change } from '../../ports/commit.ts'
import type { GenerationLog } from '../../ports/generation-log.ts'
import type { Store } from '../../ports/store.ts'
import { createFakeClock } from '../../testing/fake-clock.ts'
import { open as openTerm } from '../../testing/generation-log-contract/log-entries.ts'
import { openTempStore } from '../../testing/open-temp-store.ts'
import { createRecordingAnswers } from '../../testing/recording-answers.ts'
import { codeOf } from '../../testing/store-contract/coded.ts'
import { newId, newSession, newVisitor, newWorld, World } from '../../testing/store-contract/world.ts'
import { createErasures, type ErasuresOptions } from './create-erasures.ts'
import { verifyReceipt } from './receipts.ts'

const signer = createSigner(['a secret of at least 32 characters'])

let store: Store
let log: GenerationLog
let world: World
let heard: BusMessage[]
let announced: Change[]
const clock = createFakeClock()
const answers = createRecordingAnswers()

beforeEach(async () => {
  store = await openTempStore()
  log = createMemoryLog()
  world = await newWorld(store)
  heard = []
  announced = []
  answers.stopped.length = 0
})
afterEach(async () => {
  await log.close()
  await store.close()
})

const erasuresOf = (over: Partial<ErasuresOptions> = {}) => {
  const bus = createMemoryBus()
  bus.subscribe(message => void heard.push(message))
  const announcer = { announce: (changes: readonly Change[]) => void announced.push(...changes) }
  return createErasures({
    store,
    log,
    answers,
    announcer,
    bus,
    signer,
    ids: uuids,
    clock,
    backupDays: 30,
    slice: 3,
    ...over,
  })
}

/** A known user with a session, two threads and an answer that runs. */
const scene = async () => {
  const made = { ...newVisitor(world.project.id), kind: 'known' as const, externalId: 'ada', name: 'Ada' }
  const session = newSession(made)
  const user = await store.openKnownSession(made, session)
  const me = new World(store, world.project, user)
  const threads = [await me.thread('One'), await me.thread('Two')]
  for (const id of threads) for (let n = 0; n < 4; n++) await me.send(id)
  const running = await me.ask(String(threads[0]))
  await store.startGeneration(running.generationId, 1, me.tick())
  await log.append([openTerm(running.generationId, 1)])
  return { request: { projectId: world.project.id, userId: user.id }, user, session, threads, running }
}

describe('erasing', () => {
  it('ST8 ends with a receipt, when everybody was told and nothing is left', async () => {
    const { request, session, threads, running } = await scene()
    const receipt = await erasuresOf().erase(request)
    expect(receipt.counts).toEqual({ threads: 2, messages: 0 })
    expect(verifyReceipt(receipt, signer)).toBe(true)
    expect(heard).toContainEqual({ kind: 'session', session: session.id })
    expect(new Set(announced.map(({ thread }) => thread))).toEqual(new Set(threads))
    expect(answers.stopped).toEqual([running.generationId])
    expect(await log.read(running.generationId)).toEqual([])
    expect(await store.getUser(request.userId)).toBeNull()
    expect(await store.openErasures()).toEqual([])
  })

  it('ST8 asked again, by whoever it is, it answers the same receipt', async () => {
    const { request } = await scene()
    const receipt = await erasuresOf().erase(request)
    clock.advance(86_400_000)
    expect(await erasuresOf().erase({ ...request, actor: 'operator:o1' })).toEqual(receipt)
    expect(await erasuresOf().receipt(receipt.id)).toEqual(receipt)
  })

  it('ST8 asked for twice at once, it is one erasure', async () => {
    const { request } = await scene()
    const erasures = erasuresOf()
    const [first, second] = await Promise.all([erasures.erase(request), erasures.erase(request)])
    expect(second).toEqual(first)
    const { items } = await store.listAudit({ projectId: request.projectId, limit: 200 })
    expect(items.filter(({ action }) => action === 'user.erased')).toHaveLength(1)
  })

  it('ST8 another project’s user, and one who is not there, is not found', async () => {
    const { request } = await scene()
    const erasures = erasuresOf()
    expect(await codeOf(erasures.erase({ ...request, projectId: newId() }))).toBe('not_found')
    expect(await codeOf(erasures.erase({ ...request, userId: newId() }))).toBe('not_found')
    expect(await store.getUser(request.userId)).not.toBeNull()
    await erasures.erase(request)
    expect(await codeOf(erasures.erase({ ...request, projectId: newId() }))).toBe('not_found')
    expect(await erasures.receipt(newId())).toBeNull()
  })

  it('ST8 given up, it goes on as a job, and then the receipt is there', async () => {
    const { request, running } = await scene()
    const giveUp = new AbortController()
    const tiring = {
      ...store,
      eraseSlice: (verb: Parameters<Store['eraseSlice']>[0]) => {
        giveUp.abort(new Error('enough'))
        return store.eraseSlice(verb)
      },
    }
    await expect(erasuresOf({ store: tiring }).erase(request, giveUp.signal)).rejects.toThrow('enough')
    const [open] = await store.openErasures()
    expect(open).toMatchObject({ userId: request.userId, finishedAt: null })
    expect(await erasuresOf().receipt(String(open?.id))).toBeNull()
    expect(await erasuresOf().resume()).toMatchObject({ erasures: 1 })
    expect(await erasuresOf().resume()).toEqual({ erasures: 0, threads: 0, messages: 0 })
    expect(await log.read(running.generationId)).toEqual([])
    expect(await erasuresOf().erase(request)).toMatchObject({ id: open?.id, counts: { threads: 2 } })
  })

  it('ST8 a live text that could not be dropped at once is dropped before there is a receipt', async () => {
    const { request, running } = await scene()
    const away = { ...log, drop: () => Promise.reject(new CodedError('store_unavailable')) }
    const code = await codeOf(erasuresOf({ log: away }).erase(request))
    expect(code).toBe('store_unavailable')
    await erasuresOf().erase(request)
    expect(await log.read(running.generationId)).toEqual([])
  })

  it('ST8 while files cannot be tidied there is no receipt, and afterwards there is', async () => {
    const { request } = await scene()
    const busy = { ...store, tidy: () => Promise.reject(new CodedError('store_unavailable')) }
    expect(await codeOf(erasuresOf({ store: busy }).erase(request))).toBe('store_unavailable')
    expect(await store.getUser(request.userId)).toBeNull()
    expect((await erasuresOf().erase(request)).counts.threads).toBe(2)
  })

  it.each(['running', 'tidy', 'closeErasure'] as const)(
    'ST8 a crash at %s, when all rows are gone, leaves no receipt and is taken up again by the job',
    async step => {
      const { request, running } = await scene()
      const crash = () => Promise.reject(new Error('crash'))
      const broken = step === 'running' ? { log: { ...log, running: crash } } : { store: { ...store, [step]: crash } }
      await expect(erasuresOf(broken).erase(request)).rejects.toThrow('crash')
      const [open] = await store.openErasures()
      expect(open).toMatchObject({ userId: null, finishedAt: null })
      const id = String(open?.id)
      expect(await erasuresOf().receipt(id)).toBeNull()
      // What its owner wrote before it learned that its row is gone.
      await log.append([openTerm(running.generationId, 1)])
      const tidied: string[] = []
      const tidy = async () => {
        tidied.push(String((await store.getErasure(id))?.finishedAt))
        await store.tidy()
      }
      expect(await erasuresOf({ store: { ...store, tidy } }).resume()).toEqual({ erasures: 1, threads: 0, messages: 0 })
      expect(tidied).toEqual(['null'])
      expect(await log.read(running.generationId)).toEqual([])
      expect(await store.openErasures()).toEqual([])
      const receipt = await erasuresOf().receipt(id)
      expect(receipt).toMatchObject({ counts: { threads: 2, messages: 0 } })
      expect(await erasuresOf({ store: { ...store, tidy: crash } }).erase(request)).toEqual(receipt)
    },
  )

  it('ST8 one that fails holds up no other, and is told', async () => {
    const { request } = await scene()
    const made = { ...newVisitor(world.project.id), kind: 'known' as const, externalId: 'bob' }
    const other = await store.openKnownSession(made, newSession(made))
    const { id } = await erasuresOf().begin(request)
    const later = await erasuresOf().begin({ ...request, userId: other.id })
    const eraseSlice: Store['eraseSlice'] = verb =>
      verb.id === id ? Promise.reject(new Error('stuck')) : store.eraseSlice(verb)
    await expect(erasuresOf({ store: { ...store, eraseSlice } }).resume()).rejects.toThrow('stuck')
    expect(await store.getErasure(later.id)).toMatchObject({ finishedAt: expect.any(Number) })
    expect(await erasuresOf().resume()).toMatchObject({ erasures: 1, threads: 2 })
  })

  it('ST8 begun beside the server, it is finished by the server, which tells the connections', async () => {
    const { request, session } = await scene()
    const { id } = await erasuresOf().begin({ ...request, actor: 'command-line' })
    expect(await store.getSession(session.id)).toMatchObject({ revokedAt: expect.any(Number) })
    heard = []
    await erasuresOf().resume()
    expect(heard).toContainEqual({ kind: 'session', session: session.id })
    expect(await erasuresOf().receipt(id)).toMatchObject({ id })
  })
})
