import { describe, expect, it } from 'vitest'
import { CodedError } from '../../ports/coded-error.ts'
import type { GenerationStore } from '../../ports/generation-store.ts'
import { newCall } from './new-call.ts'
import type { OpenStore } from './opened-store.ts'
import { storeOfTopic } from './store-of-topic.ts'
import { summarise } from './summarising.ts'
import { endingOf, newAnswer, newId, textParts, type World } from './world.ts'

type Finish = Parameters<GenerationStore['finishGeneration']>[0]

/** A run before its end, and what it is to be ended with. */
interface Run {
  readonly threadId: string
  readonly messageId: string
  readonly finish: Finish
}

type History = (world: World, run: Run) => Promise<Finish>

/** What a run may have met before its end; the ends of most are plain. */
const histories: readonly History[] = [
  async (_, { finish }) => finish,
  async (_, { finish }) => finish,
  async (world, { finish }) => {
    await world.store.requestStop({ id: finish.id, at: world.tick() })
    return finish
  },
  async (world, { threadId, finish }) => {
    await world.store.deleteThread({ id: threadId, userId: world.user.id, at: world.tick() })
    return finish
  },
  async (world, { messageId, finish }) => {
    await world.store.deleteMessage({ messageId, userId: world.user.id, at: world.tick() })
    return finish
  },
  async ({ store }, { finish }) => {
    await store.finishGeneration(finish)
    return finish
  },
  async (_, { finish }) => ({ ...finish, term: 1 }),
  async (_, { finish }) => ({ ...finish, id: newId() }),
  async (world, { threadId, finish }) => {
    const call = newCall(world, { threadId, generationId: finish.id, input: 7 })
    return { ...finish, calls: [call, { ...call, id: newId(), purpose: 'tool' }], summarise: true }
  },
  async (_, { finish }) => ({ ...finish, parts: [], ending: endingOf([], 'interrupted', 'node-lost') }),
  async (world, { finish }) => {
    const call = { generationId: finish.id, call: 'c', approval: true, page: false, owner: 'taker' }
    await world.store.askToolCall({ ...call, at: world.tick() })
    return finish
  },
  async (world, { messageId, threadId, finish }) => {
    await world.store.finishGeneration(finish)
    await summarise(world, threadId)
    const answer = newAnswer({ messageId, owner: 'taker' })
    await world.store.continueAnswer({ messageId, userId: world.user.id, answer, at: world.tick() })
    const parts = textParts('Something to find, and more')
    return { ...finish, id: answer.generationId, term: 1, parts, ending: endingOf(parts, 'interrupted', 'node-lost') }
  },
]

const runs = histories.length * 3

/** Runs that have begun, that somebody took over, and what became of them since. */
const begin = async (world: World): Promise<readonly Run[]> => {
  const begun = Array.from({ length: runs }, async (_, n): Promise<Run> => {
    const threadId = await world.thread(`Thread ${n}`)
    const { messageId, generationId } = await world.ask(threadId)
    await world.store.startGeneration(generationId, 1, world.tick())
    await world.store.raiseTerm(generationId, 1, 'taker')
    const parts = textParts(`Something to find ${n}`)
    const ending = endingOf(parts, 'interrupted', 'node-lost')
    const finish = { id: generationId, term: 2, at: 50_000 + n, ending, parts }
    const history = histories[n % histories.length] as History
    return { threadId, messageId, finish: await history(world, { threadId, messageId, finish }) }
  })
  return Promise.all(begun)
}

/** What the end of a run answered, and all that it left, without what differs from world to world. */
const outcome = async ({ store }: World, { threadId, messageId, finish }: Run, ended: Promise<unknown>) => {
  const answered = await ended.then(
    commit => {
      const { changes, replayed, value } = commit as Awaited<ReturnType<GenerationStore['finishGeneration']>>
      return { changes: changes.map(({ seq }) => seq), replayed, state: value.generation.state }
    },
    (error: unknown) => (error instanceof CodedError ? error.code : Promise.reject(error)),
  )
  const [thread, message, events, calls, tools, wish] = await Promise.all([
    store.getThread(threadId),
    store.getMessage(messageId),
    store.eventsAfter(threadId, 0, 100),
    store.callsOf(finish.id),
    store.toolCallsOf(finish.id),
    store.summariseWish(threadId),
  ])
  return {
    answered,
    thread: thread && { ...thread, id: '', projectId: '', ownerId: '', createdAt: 0, deletedAt: 0, lastActivityAt: 0 },
    message: message && { parts: message.parts, version: message.version, end: message.generation?.end },
    events: events.map(({ seq, type }) => `${seq} ${type}`),
    calls: calls.map(({ input, purpose }) => `${input} ${purpose}`).sort(),
    tools: tools.length,
    isWished: wish !== null,
  }
}

/** Ends that come at once, as when a node was lost that ran many (RT5). */
export const manyEndsRules = (open: OpenStore): void => {
  describe('many ends at once', () => {
    const topic = storeOfTopic(open)

    it('RT5 ends that come at once leave what they leave one by one, and none hears of another’s fault', async () => {
      const [one, other] = [await topic.world(), await topic.world()]
      const alone = []
      for (const run of await begin(one)) {
        const ended = one.store.finishGeneration(run.finish)
        await ended.catch(() => {})
        alone.push(await outcome(one, run, ended))
      }
      const together = await begin(other)
      const ends = together.map(run => other.store.finishGeneration(run.finish))
      await Promise.allSettled(ends)
      const left = await Promise.all(together.map((run, n) => outcome(other, run, ends[n] as Promise<unknown>)))
      expect(left).toEqual(alone)
      expect(new Set(alone.map(({ answered }) => JSON.stringify(answered))).size).toBeGreaterThan(5)
      const found = (world: World) =>
        world.store.search({ userId: world.user.id, terms: ['something'], prefix: false, limit: 50 })
      expect((await found(other)).hits.length).toBe((await found(one)).hits.length)
    })

    it('RT5 of two that take many runs over at once each run has one owner, and is ended once', async () => {
      const world = await topic.world()
      const { store } = world
      const threads = await Promise.all(Array.from({ length: 60 }, () => world.thread()))
      const asked = await Promise.all([...threads, ...threads].map(threadId => world.ask(threadId)))
      const takers = ['one', 'other']
      const taken = await Promise.all(
        takers.map(owner => Promise.all(asked.map(({ generationId }) => store.raiseTerm(generationId, 1, owner)))),
      )
      for (const [n, { generationId }] of asked.entries()) {
        const records = taken.flatMap(of => of[n] ?? [])
        expect(records).toEqual([await store.getGeneration(generationId)])
      }
      const parts = textParts('So far')
      const ending = endingOf(parts, 'interrupted', 'node-lost')
      const ends = await Promise.all(
        [...asked, ...asked].map(({ generationId: id }) =>
          store.finishGeneration({ id, term: 2, at: world.tick(), ending, parts }),
        ),
      )
      expect(ends.filter(({ replayed }) => !replayed)).toHaveLength(asked.length)
      expect(ends.filter(({ changes }) => changes.length > 0)).toHaveLength(asked.length)
      for (const threadId of threads) {
        const told = (await store.eventsAfter(threadId, 0, 100)).filter(({ type }) => type === 'answer.ended')
        expect(told).toHaveLength(2)
        expect((await store.getThread(threadId))?.totalTokens).toBe(24)
      }
    })

    it('RT3 what is read at once of many threads is each one’s own, in its order, and as much as was asked for', async () => {
      const world = await topic.world()
      const { store } = world
      const threads = await Promise.all(Array.from({ length: 50 }, () => world.thread()))
      const asked = await Promise.all(threads.map(threadId => world.ask(threadId)))
      await Promise.all(threads.map((threadId, n) => (n % 3 === 0 ? world.ask(threadId) : null)))
      const read = (threadId: string, n: number) => store.eventsAfter(threadId, n % 4, 1 + (n % 5))
      const alone = []
      for (const [n, threadId] of threads.entries()) alone.push(await read(threadId, n))
      expect(await Promise.all(threads.map(read))).toEqual(alone)
      const ids = asked.map(({ questionId, messageId }) => [messageId, newId(), questionId])
      const messages = await Promise.all(ids.map(some => store.getMessages(some)))
      expect(messages.map(some => some.map(({ id }) => id))).toEqual(ids.map(([a, , b]) => [a, b]))
      const open = await Promise.all(threads.map(threadId => store.openGenerations({ threadId })))
      for (const [n, some] of open.entries()) {
        expect(some).toHaveLength(n % 3 === 0 ? 2 : 1)
        expect(some[0]).toEqual(await store.getGeneration(asked[n]?.generationId ?? ''))
      }
    })
  })
}
