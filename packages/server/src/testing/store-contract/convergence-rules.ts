import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CodedError } from '../../ports/coded-error.ts'
import { FollowingReader, type Mishaps } from './following-reader.ts'
import type { OpenStore } from './opened-store.ts'
import { recount } from './recount.ts'
import { storeOfTopic } from './store-of-topic.ts'
import { endingOf, newAnswer, newCommand, newId, textParts, type World } from './world.ts'

const clients = 50

const act = fc.record({
  what: fc.constantFrom('send', 'ask', 'edit', 'delete', 'regenerate', 'stop', 'finish', 'archive', 'restore'),
  /** Picks one of what is there, as a share of it. */
  at: fc.double({ min: 0, max: 0.999, noNaN: true }),
})
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never

/** What one client does, one after the other, and what befalls it as a reader. */
const client = fc.record({
  acts: fc.array(act, { minLength: 2, maxLength: 4 }),
  takes: fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 5 }),
  drops: fc.array(fc.boolean(), { minLength: 1, maxLength: 7 }).filter(drops => drops.includes(false)),
  fallsBack: fc.integer({ min: 0, max: 30 }),
})
type Client = typeof client extends fc.Arbitrary<infer T> ? T : never

const inTurn = <T>(values: readonly T[], otherwise: T): (() => T) => {
  let turn = 0
  return () => values[turn++ % values.length] ?? otherwise
}

const mishapsOf = ({ takes, drops, fallsBack }: Client): Mishaps => ({
  take: inTurn(takes, 1),
  drops: inTurn(drops, false),
  fallsBack: () => fallsBack,
})

/** What the clients know of: they pick from it, also what is gone by then. */
interface Known {
  readonly questions: string[]
  readonly answers: string[]
  readonly runs: string[]
  /** Tokens of the runs that were told to end, and that had not ended before. */
  tokens: number
}

const doAct = async (world: World, threadId: string, { what, at }: Act, known: Known): Promise<void> => {
  const { store, user } = world
  const pick = (ids: readonly string[]): string => ids[Math.floor(at * ids.length)] ?? newId()
  const verb = { userId: user.id, command: newCommand(user.id), at: world.tick() }
  switch (what) {
    case 'send':
    case 'ask': {
      const [id, answer] = [newId(), newAnswer()]
      const message = { id, authorId: user.id, text: `Question ${at}` }
      await store.sendMessage({ ...verb, threadId, message, ...(what === 'ask' ? { answer } : {}) })
      known.questions.push(id)
      if (what === 'send') return
      known.answers.push(answer.messageId)
      known.runs.push(answer.generationId)
      return
    }
    case 'edit': {
      const answer = newAnswer()
      const edit = { messageId: pick(known.questions), editId: newId(), text: `Edited ${at}`, keep: 3, answer }
      await store.editMessage({ ...verb, ...edit })
      known.answers.push(answer.messageId)
      known.runs.push(answer.generationId)
      return
    }
    case 'delete':
      await store.deleteMessage({ ...verb, messageId: pick([...known.questions, ...known.answers]) })
      return
    case 'regenerate': {
      const messageId = pick(known.answers)
      const answer = newAnswer({ messageId })
      await store.regenerate({ ...verb, messageId, answer })
      known.runs.push(answer.generationId)
      return
    }
    case 'stop':
      await store.requestStop({ ...verb, id: pick(known.runs) })
      return
    case 'finish': {
      const id = pick(known.runs)
      const parts = textParts(`Answer ${at}`)
      await store.startGeneration(id, 1, verb.at)
      const ending = endingOf(parts)
      const { replayed } = await store.finishGeneration({ id, term: 1, at: verb.at, ending, parts })
      if (!replayed) known.tokens += (ending.usage?.input ?? 0) + (ending.usage?.output ?? 0)
      return
    }
    default:
      await store.updateThread({ ...verb, id: threadId, archived: what === 'archive' })
  }
}

/** Writes and reads in turn; whatever is refused is refused in the words of the contract. */
const live = async (world: World, threadId: string, { acts }: Client, reader: FollowingReader, known: Known) => {
  for (const act of acts) {
    await doAct(world, threadId, act, known).catch(error => expect(error).toBeInstanceOf(CodedError))
    await reader.look()
    if (act.at < 0.2) reader.fallBack()
  }
}

/** Many clients on one thread, each of which writes, and follows what the others write. */
export const convergenceRules = (open: OpenStore): void => {
  describe('convergence', () => {
    const topic = storeOfTopic(open)

    it('RT3 fifty clients that write at random and follow the events all end with the same timeline', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(client, { minLength: clients, maxLength: clients }), async plans => {
          const world = await topic.world()
          const { store, user } = world
          const threadId = await world.thread()
          const known: Known = { questions: [], answers: [], runs: [], tokens: 0 }
          const readers = plans.map(plan => new FollowingReader(store, threadId, mishapsOf(plan)))
          await Promise.all(plans.map((plan, n) => live(world, threadId, plan, readers[n] as FollowingReader, known)))
          await store.updateThread({ id: threadId, userId: user.id, archived: false, at: world.tick() })
          await world.send(threadId, 'The last word')

          const thread = await store.getThread(threadId)
          const { messages } = await recount(store, threadId)
          expect(thread).toMatchObject({ messageCount: messages, totalTokens: known.tokens })
          const seqs = (await store.eventsAfter(threadId, 0, 10_000)).map(({ seq }) => seq)
          expect(seqs).toEqual(Array.from({ length: thread?.seq ?? 0 }, (_, n) => n + 1))

          const fresh: unknown[] = []
          for (let after: number | null = 0; after !== null; ) {
            const page = await store.listMessages({ threadId, limit: 200, after, superseded: false })
            fresh.push(...page.items)
            after = page.after
          }
          await Promise.all(readers.map(reader => reader.catchUp()))
          for (const reader of readers) expect(reader.timeline()).toEqual(fresh)
        }),
        { numRuns: 2 },
      )
    }, 120_000)
  })
}
