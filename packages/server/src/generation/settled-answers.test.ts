import { expect, it } from 'vitest'
import { CodedError } from '../ports/coded-error.ts'
import type { CallRecord } from '../ports/usage-store.ts'
import { fakeTime } from '../testing/fake-time.ts'
import { createGenerationRig, type RigOptions } from '../testing/generation-rig.ts'
import type { ProviderStep } from '../testing/scripted-provider.ts'
import { say } from '../testing/scripted-provider.ts'
import { type CallBooks, closedBooks } from './call-books.ts'

const run = fakeTime()

const text = (piece: string): ProviderStep => ({ type: 'text', text: piece })
const hang: ProviderStep = { type: 'hang' }

const openBooks = (isAway: () => boolean) => {
  const settled: [string, string[]][] = []
  const recorded: string[] = []
  const books: CallBooks = {
    ...closedBooks,
    spending: {
      settle: async (id, calls) => void settled.push([id, calls.map(call => call.id)]),
      release: async id => void settled.push([id, []]),
    },
    store: {
      recordCalls: async calls => {
        if (isAway()) throw new CodedError('store_unavailable')
        recorded.push(...calls.map(call => call.id))
      },
    },
  }
  return { settled, recorded, books }
}

const openRig = (options: RigOptions, isAway = () => false) => {
  const told = openBooks(isAway)
  const rig = createGenerationRig({ books: told.books, ...options })
  const finished: (readonly CallRecord[])[] = []
  const finish = rig.store.finishGeneration.bind(rig.store)
  rig.store.finishGeneration = verb => {
    finished.push(verb.calls ?? [])
    return finish(verb)
  }
  return { ...told, rig, finished }
}

it('AI7.1 an answer’s calls are written with its end, and settled after it', async () => {
  const { rig, settled, finished, recorded } = openRig({ script: say('all ', 'said') })
  await using _ = rig
  rig.ask({ id: 'a' })
  await run()
  expect(finished).toMatchObject([[{ id: 'a:1', generationId: 'a', purpose: 'answer' }]])
  expect(settled).toEqual([['a', ['a:1']]])
  expect(recorded).toEqual([])
})

it('AI7.4 an answer that is stopped before its turn is released', async () => {
  const { rig, settled } = openRig({ script: [text('so far'), hang] })
  await using _ = rig
  rig.ask({ id: 'a' })
  rig.ask({ id: 'b' })
  await run(100)
  await rig.stop('b')
  await run(100)
  expect(settled).toEqual([['b', []]])
  const read = rig.store.getGeneration.bind(rig.store)
  rig.store.getGeneration = async id => {
    const row = await read(id)
    if (id === 'c') await rig.stop(id)
    return row
  }
  rig.ask({ id: 'c' })
  await run(100)
  expect(settled).toEqual([
    ['b', []],
    ['c', []],
  ])
  expect(rig.provider.open).toBe(1)
})

it('AI7.4 an answer that is stopped while its row is claimed is released', async () => {
  const { rig, settled } = openRig({ script: say('all ', 'said') })
  await using _ = rig
  const start = rig.store.startGeneration.bind(rig.store)
  rig.store.startGeneration = async (id, term) => {
    await rig.store.requestStop({ id })
    return start(id, term)
  }
  rig.ask({ id: 'a' })
  await run(100)
  expect(settled).toEqual([['a', []]])
  expect(rig.provider.requests).toEqual([])
})

it('AI7.2 an answer that is stopped before its first piece has been read by its provider, and counts', async () => {
  const { rig, settled, finished } = openRig({ script: [{ type: 'connected' }, hang] })
  await using _ = rig
  rig.ask({ id: 'a' })
  await run(100)
  await rig.stop('a')
  await run(1_000)
  expect(rig.store.row('a').state).toBe('stopped')
  expect(settled).toEqual([['a', ['a:1']]])
  const [calls = []] = finished
  expect(calls).toMatchObject([{ id: 'a:1', purpose: 'answer', output: 0, estimated: true }])
  expect(calls[0]?.input).toBeGreaterThan(0)
})

it('AI7.2 an answer that is stopped before its provider has taken it has consumed nothing', async () => {
  const { rig, settled } = openRig({ script: [hang] })
  await using _ = rig
  rig.ask({ id: 'a' })
  await run(100)
  await rig.stop('a')
  await run(1_000)
  expect(settled).toEqual([['a', []]])
})

it('AI7.4 an answer whose provider cannot be asked has consumed nothing', async () => {
  const { rig, settled } = openRig({
    script: [{ type: 'fail', error: new CodedError('provider_unavailable') } as never],
  })
  await using _ = rig
  rig.ask({ id: 'a' })
  await run(60_000)
  expect(rig.store.row('a').state).toBe('failed')
  expect(settled).toEqual([['a', []]])
})

it('AI7.2 an answer of a dead node is one estimated call, and one that it had not begun is none', async () => {
  const { rig, settled, finished } = openRig({ script: [{ type: 'connected' }, text('nine byte'), hang] })
  rig.ask({ id: 'a' })
  rig.ask({ id: 'b' })
  await run(500)
  await rig.generations.close()
  expect(settled).toEqual([])
  await using next = Object.assign(rig.start('node-2'), { [Symbol.asyncDispose]: () => next.close() })
  await next.recover()
  expect(settled).toEqual(expect.arrayContaining([['a', ['a:1']]]))
  expect(settled).toEqual(expect.arrayContaining([['b', []]]))
  expect(finished.flat()).toMatchObject([{ id: 'a:1', estimated: true, output: 3 }])
})

it('AI7.2 calls of an answer whose row is another’s by now are written down apart', async () => {
  const { rig, settled, recorded } = openRig({ script: say('all ', 'said') })
  await using _ = rig
  rig.store.finishGeneration = async () => {
    throw new CodedError('conflict')
  }
  rig.ask({ id: 'a' })
  await run()
  expect([recorded, settled]).toEqual([['a:1'], [['a', ['a:1']]]])
})

it('AI7.1 such calls are written down once the store is back, and readers do not wait for that', async () => {
  let isAway = true
  const { rig, settled, recorded } = openRig({ script: say('all ', 'said') }, () => isAway)
  await using _ = rig
  rig.store.finishGeneration = async () => {
    throw new CodedError('conflict')
  }
  rig.ask({ id: 'a' })
  await run(1_000)
  expect(rig.generations.stats()).toMatchObject({ running: 0, queued: 0 })
  expect([recorded, settled]).toEqual([[], []])
  isAway = false
  await run(2_000)
  expect([recorded, settled]).toEqual([['a:1'], [['a', ['a:1']]]])
})

it('AI7.8 the kill switch ends what runs and what waits', async () => {
  let paused = false
  const { rig, settled } = openRig({ script: [text('so far'), hang], isPaused: async () => paused })
  await using _ = rig
  rig.ask({ id: 'a' })
  rig.ask({ id: 'b' })
  await run(100)
  paused = true
  await run(1_000)
  for (const id of ['a', 'b']) expect(rig.store.row(id).ending).toMatchObject({ state: 'stopped', reason: 'paused' })
  expect(settled.map(([id]) => id).sort()).toEqual(['a', 'b'])
})

it('AI7.8 a change of the project is looked at at once', async () => {
  let paused = false
  const { rig } = openRig({ script: [text('so far'), hang], isPaused: async () => paused })
  await using _ = rig
  rig.ask({ id: 'a' })
  await run(500)
  paused = true
  rig.bus.publish({ kind: 'project', project: 'any' })
  await run(60)
  expect(rig.store.row('a').ending).toMatchObject({ reason: 'paused' })
})
