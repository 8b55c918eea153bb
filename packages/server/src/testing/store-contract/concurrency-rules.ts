import { describe, expect, it } from 'vitest'
import { CodedError } from '../../ports/coded-error.ts'
import type { OpenStore } from './opened-store.ts'
import { recount } from './recount.ts'
import { storeOfTopic } from './store-of-topic.ts'
import { endingOf, newAnswer, newCommand, newId, textParts } from './world.ts'

const clients = 50

/** Many at once. */
export const concurrencyRules = (open: OpenStore): void => {
  describe('concurrency', () => {
    const topic = storeOfTopic(open)

    it('ST2 fifty clients on one thread: counters equal a recount, no place is given twice', async () => {
      const world = await topic.world()
      const { store, user } = world
      const threadId = await world.thread()
      const known: string[] = []
      const acts = [
        () => {
          const id = newId()
          const message = { id, authorId: user.id, text: 'Hello' }
          const command = newCommand(user.id)
          const sent = store.sendMessage({ threadId, message, command, answer: newAnswer(), at: world.tick() })
          return sent.then(() => known.push(id))
        },
        (pick: string) =>
          store.editMessage({
            messageId: pick,
            editId: newId(),
            userId: user.id,
            text: 'x',
            keep: 3,
            at: world.tick(),
          }),
        (pick: string) => store.deleteMessage({ messageId: pick, userId: user.id, at: world.tick() }),
        (_: string, round: number) =>
          store.updateThread({ id: threadId, userId: user.id, archived: round % 2 === 0, at: world.tick() }),
      ]
      await world.send(threadId)
      for (let round = 0; round < 6; round++) {
        const turn = Array.from({ length: clients }, async (_, client) => {
          const act = acts[client % 10 < 6 ? 0 : client % 10 < 8 ? 1 : client === 9 ? 3 : 2]
          const pick = known[(client * 7 + round) % Math.max(known.length, 1)] ?? newId()
          await act?.(pick, round)
        })
        for (const { reason } of (await Promise.allSettled(turn)).filter(end => end.status === 'rejected'))
          expect(reason).toBeInstanceOf(CodedError)
      }
      const thread = await store.getThread(threadId)
      expect(thread?.messageCount).toBe((await recount(store, threadId)).messages)
      const events = await store.eventsAfter(threadId, 0, 10_000)
      const seqs = events.map(({ seq }) => seq)
      expect(new Set(seqs).size).toBe(seqs.length)
      expect(seqs).toEqual(seqs.toSorted((a, b) => a - b))
      expect(thread?.seq).toBe(seqs.at(-1))
      expect(known.length).toBeGreaterThan(clients)
    })

    it('RT1 of many takers of one run exactly one gets it', async () => {
      const world = await topic.world()
      const { generationId } = await world.ask(await world.thread())
      const takers = Array.from({ length: clients }, (_, n) => world.store.raiseTerm(generationId, 1, `taker-${n}`))
      const taken = (await Promise.all(takers)).filter(record => record !== null)
      expect(taken).toHaveLength(1)
      expect(await world.store.getGeneration(generationId)).toEqual(taken[0])
    })

    it('RT14.4 of many answers of one thread that are begun at once one starts, and the next when it has ended', async () => {
      const world = await topic.world()
      const { store } = world
      const threadId = await world.thread()
      const answers = Array.from({ length: 12 }, () => newAnswer())
      for (const answer of answers) await world.send(threadId, 'A question', answer)
      const left = new Set(answers.map(({ generationId }) => generationId))
      const startAll = async (): Promise<string[]> => {
        const ids = [...left, ...left]
        const outcomes = await Promise.all(ids.map(id => store.startGeneration(id, 1, world.tick())))
        expect(new Set(outcomes)).toEqual(
          new Set(left.size > 1 ? ['started', 'waits', 'refused'] : ['started', 'refused']),
        )
        return ids.filter((_, n) => outcomes[n] === 'started')
      }
      for (let round = 0; round < 4; round++) {
        const started = await startAll()
        expect(started).toHaveLength(1)
        const running = started[0] as string
        left.delete(running)
        // It runs for as long as its row is open, in whichever state and whosever it is.
        const [next] = left as Set<string>
        await store.moveGeneration(running, 1, 'waiting')
        expect(await store.startGeneration(next as string, 1, world.tick())).toBe('waits')
        if (round === 2) await store.raiseTerm(running, 1, 'taker')
        expect(await store.startGeneration(next as string, 1, world.tick())).toBe('waits')
        const parts = textParts('An answer')
        const finish = { id: running, term: round === 2 ? 2 : 1, at: world.tick(), ending: endingOf(parts), parts }
        await store.finishGeneration(finish)
      }
      // Another thread's waits for none of these, and one of an old term, or that is to stop, has no turn to wait for.
      const elsewhere = await world.ask(await world.thread())
      await startAll()
      expect(await store.startGeneration(elsewhere.generationId, 2, world.tick())).toBe('refused')
      expect(await store.startGeneration(elsewhere.generationId, 1, world.tick())).toBe('started')
    })

    it('CV5 of many writers with one version exactly one wins', async () => {
      const world = await topic.world()
      const { store, user } = world
      const id = await world.thread()
      const writers = Array.from({ length: clients }, (_, n) =>
        store.updateThread({ id, userId: user.id, title: `Title ${n}`, version: 1, at: world.tick() }),
      )
      const ends = await Promise.allSettled(writers)
      expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      expect(await store.getThread(id)).toMatchObject({ version: 2, seq: 2 })
    })

    it('RT11 one command from fifty connections is done once', async () => {
      const world = await topic.world()
      const { store, user } = world
      const threadId = await world.thread()
      const command = newCommand(user.id)
      const sends = Array.from({ length: clients }, () =>
        store.sendMessage({
          threadId,
          command,
          message: { id: newId(), authorId: user.id, text: 'Once' },
          at: world.tick(),
        }),
      )
      const values = (await Promise.all(sends)).map(({ value }) => value.messageId)
      expect(new Set(values).size).toBe(1)
      expect(await store.getThread(threadId)).toMatchObject({ messageCount: 1, seq: 2 })
    })
  })
}
