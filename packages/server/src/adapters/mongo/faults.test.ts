import { setImmediate } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { CodedError } from '../../ports/coded-error.ts'
import type { Store } from '../../ports/store.ts'
import { membersOf, primaryOf, restart, stepDown } from '../../testing/mongo-members.ts'
import { withMongo } from '../../testing/mongo-server.ts'
import { recount } from '../../testing/store-contract/recount.ts'
import { newAnswer, newCommand, newId, newWorld, type World } from '../../testing/store-contract/world.ts'
import { openMongoStore } from './open-mongo-store.ts'

const commands = 1_000
const senders = 25
const threads = 10

/** As a client does: the same command with the same ids, again and again while the store is out of reach. */
const insist = async <Result>(verb: () => Promise<Result>): Promise<Result> => {
  for (;;) {
    try {
      return await verb()
    } catch (error) {
      if (!(error instanceof CodedError) || error.code !== 'store_unavailable') throw error
      // What fails at once lets others go first.
      await setImmediate()
    }
  }
}

/** What was acknowledged: of each thread, its messages. */
type Acknowledged = ReadonlyMap<string, Set<string>>

/** Sends all commands from many at once; `at` is called when so many were acknowledged. */
const sendAll = async (
  { store, user }: World,
  ids: readonly string[],
  at: ReadonlyMap<number, () => Promise<void>>,
): Promise<Acknowledged> => {
  const sent = new Map(ids.map(id => [id, new Set<string>()]))
  const disturbed: Promise<void>[] = []
  let [next, done] = [0, 0]
  const sender = async (): Promise<void> => {
    for (let n = next++; n < commands; n = next++) {
      const threadId = ids[n % ids.length] ?? ''
      const message = { id: newId(), authorId: user.id, text: `Number ${n}` }
      const asking = n % 10 === 0 ? { answer: newAnswer() } : {}
      const verb = { threadId, message, command: newCommand(user.id), at: 5_000 + n, ...asking }
      const { value } = await insist(() => store.sendMessage(verb))
      expect(value.messageId).toBe(message.id)
      sent.get(threadId)?.add(message.id)
      const disturbance = at.get(++done)
      if (disturbance !== undefined) disturbed.push(disturbance())
    }
  }
  await Promise.all(Array.from({ length: senders }, sender))
  await Promise.all(disturbed)
  return sent
}

const expectWhole = async (store: Store, acknowledged: Acknowledged): Promise<void> => {
  for (const [threadId, ids] of acknowledged) {
    const thread = await store.getThread(threadId)
    const events = await store.eventsAfter(threadId, 0, 10_000)
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, place) => place + 1))
    expect(thread?.seq).toBe(events.length)
    const made = events.flatMap(({ type, messageId }) => (type === 'message.created' && messageId ? [messageId] : []))
    expect(new Set(made).size).toBe(made.length)
    expect(made.filter(id => ids.has(id)).sort()).toEqual([...ids].sort())
    const open = await store.openGenerations({ threadId })
    expect(made.length).toBe(ids.size + open.length)
    expect(thread?.messageCount).toBe((await recount(store, threadId)).messages)
  }
}

await withMongo(
  'three members',
  server => {
    it('ST1 a primary that steps down and one that is killed in the middle of a thousand commands lose and repeat nothing', async () => {
      const set = membersOf(server)
      const opened = await openMongoStore({ url: server.newUrl() })
      await opened.opened
      const store = opened as unknown as Store
      const world = await newWorld(store)
      const ids = await Promise.all(Array.from({ length: threads }, () => world.thread()))
      const disturbances = new Map([
        [200, () => stepDown(set)],
        [600, async () => restart(await primaryOf(set))],
      ])
      await expectWhole(store, await sendAll(world, ids, disturbances))
      await store.close()
    }, 180_000)
  },
  { members: 3 },
)
