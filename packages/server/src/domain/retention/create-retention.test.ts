import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createMemoryLog } from '../../adapters/memory/memory-log.ts'
import type { Change } from '../../ports/commit.ts'
import type { GenerationLog } from '../../ports/generation-log.ts'
import type { Store } from '../../ports/store.ts'
import { createFakeClock, type FakeClock } from '../../testing/fake-clock.ts'
import { open as openTerm } from '../../testing/generation-log-contract/log-entries.ts'
import { openTempStore } from '../../testing/open-temp-store.ts'
import { createRecordingAnswers, type RecordingAnswers } from '../../testing/recording-answers.ts'
import { newWorld, type World } from '../../testing/store-contract/world.ts'
import { createRetention } from './create-retention.ts'

const day = 86_400_000

let store: Store
let log: GenerationLog
let clock: FakeClock
let answers: RecordingAnswers
let announced: Change[]
let world: World

beforeEach(async () => {
  store = await openTempStore()
  log = createMemoryLog(() => clock.now())
  clock = createFakeClock(100 * day)
  answers = createRecordingAnswers()
  announced = []
  world = await newWorld(store)
})
afterEach(async () => {
  await log.close()
  await store.close()
})

const retention = (slice?: number) =>
  createRetention({
    store,
    log,
    answers,
    announcer: { announce: changes => void announced.push(...changes) },
    clock,
    eventDays: 30,
    ...(slice === undefined ? {} : { slice }),
  })

const keepFor = (days: number | null) => store.updateProject(world.project.id, { settings: { retentionDays: days } })

describe('retention', () => {
  it('ST8 a project that says nothing keeps its threads', async () => {
    await world.thread()
    expect(await retention().expire()).toEqual({ threads: 0 })
  })

  it('ST8 threads that were idle for longer than the project says are deleted, and everybody is told', async () => {
    await keepFor(10)
    const other = await newWorld(store)
    const theirs = await other.thread()
    const [old, recent] = [await world.thread('Old', 89 * day), await world.thread('Recent', 91 * day)]
    const running = await world.ask(await world.thread('Older', 80 * day))
    let touched = 0
    const run = { touch: async () => void touched++ }
    expect(await retention(1).expire(run)).toEqual({ threads: 2 })
    expect(touched).toBe(2)
    expect(answers.stopped).toEqual([running.generationId])
    expect(announced.map(({ thread }) => thread)).toContain(old)
    for (const id of [recent, theirs]) expect(await store.getThread(id)).toMatchObject({ deletedAt: null })
    expect(await retention().expire()).toEqual({ threads: 0 })
  })

  it('ST8 it ends between two slices when it is told to', async () => {
    await keepFor(10)
    for (let n = 0; n < 3; n++) await world.thread()
    const stop = new AbortController()
    const run = { signal: stop.signal, touch: async () => stop.abort(new Error('enough')) }
    await expect(retention(1).expire(run)).rejects.toThrow('enough')
    expect(await retention().expire()).toEqual({ threads: 2 })
  })
})

describe('purging', () => {
  it('ST8 empties what was deleted with its live texts, forgets what is past, and says how much', async () => {
    const id = await world.thread()
    const kept = await world.thread('Kept', 99 * day)
    const { generationId } = await world.askAndFinish(id)
    await log.append([openTerm(generationId, 1)])
    await log.expire(generationId, clock.now() + 600_000)
    await store.deleteThread({ id, userId: world.user.id, at: 99 * day })
    const run = await retention().purge()
    expect(run).toMatchObject({ messages: 2, answers: 1, generations: 1, sessions: 1 })
    expect(await log.read(generationId)).toEqual([])
    expect(await store.getThread(id)).not.toBeNull()
    clock.advance(31 * day)
    expect(await retention().purge()).toMatchObject({ threads: 1 })
    expect(await store.getThread(id)).toBeNull()
    expect(await store.getThread(kept)).not.toBeNull()
  })

  it('ST8 a live text whose row is gone is dropped', async () => {
    const id = await world.thread()
    const { generationId } = await world.ask(id)
    await log.append([openTerm('gone', 1), openTerm(generationId, 1)])
    await retention().purge()
    expect(await log.running()).toEqual([generationId])
  })
})
