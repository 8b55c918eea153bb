import { expect, it } from 'vitest'
import type { Store } from '../../ports/store.ts'
import { withMongo } from '../../testing/mongo-server.ts'
import { openStoreAt } from '../../testing/open-store-at.ts'
import { concurrencyRules } from '../../testing/store-contract/concurrency-rules.ts'
import { convergenceRules } from '../../testing/store-contract/convergence-rules.ts'
import type { OpenedStore } from '../../testing/store-contract/opened-store.ts'
import { storeOfTopic } from '../../testing/store-contract/store-of-topic.ts'
import { newAnswer, newCommand, newId } from '../../testing/store-contract/world.ts'

/** What is tried with every other interleaving that comes up. */
const tries = 12

/** One store to look at, and each of its verbs runs on the next node. */
const inTurn = (nodes: readonly Store[]): Store => {
  let turn = 0
  return new Proxy(nodes[0] as Store, {
    get: (_, name: keyof Store) => {
      const verb = (nodes[0] as Store)[name]
      return typeof verb === 'function'
        ? (...args: unknown[]) => {
            const node = nodes[turn++ % nodes.length] as Store
            return (node[name] as (...args: unknown[]) => unknown)(...args)
          }
        : verb
    },
  })
}

await withMongo('two nodes on one database', server => {
  const open = async (): Promise<OpenedStore> => {
    const url = server.newUrl()
    const nodes = [await openStoreAt(url), await openStoreAt(url)]
    return {
      store: inTurn(nodes),
      close: async () => {
        for (const node of nodes) await node.close()
      },
    }
  }

  concurrencyRules(open)
  convergenceRules(open)

  const topic = storeOfTopic(open)

  it('RT11 the same command on both at once is done once, and both give the same answer', async () => {
    const world = await topic.world()
    const { store, user } = world
    const threadId = await world.thread()
    for (let n = 0; n < tries; n++) {
      const command = newCommand(user.id)
      const sends = Array.from({ length: 4 }, () => {
        const message = { id: newId(), authorId: user.id, text: 'Once' }
        return store.sendMessage({ threadId, command, message, answer: newAnswer(), at: world.tick() })
      })
      const done = await Promise.all(sends)
      expect(done.filter(({ replayed }) => !replayed)).toHaveLength(1)
      expect(new Set(done.map(({ value }) => value.generationId)).size).toBe(1)
    }
    expect(await store.getThread(threadId)).toMatchObject({ messageCount: 2 * tries })
  })

  it('CV2 an opinion that is given while its message is deleted does not outlive it', async () => {
    const world = await topic.world()
    const { store, user } = world
    const threadId = await world.thread()
    for (let n = 0; n < tries; n++) {
      const { messageId } = await world.send(threadId)
      const feedback = { rating: 'down', reason: 'Long' } as const
      await Promise.allSettled([
        store.giveFeedback({ messageId, userId: user.id, feedback, at: world.tick() }),
        store.deleteMessage({ messageId, userId: user.id, at: world.tick() }),
      ])
      expect(await store.feedbackOf(user.id, [messageId])).toEqual([])
    }
  })

  it('RT1 a stop and a start that meet agree: begun with the wish, or ended before', async () => {
    const world = await topic.world()
    const { store } = world
    const threadId = await world.thread()
    for (let n = 0; n < tries; n++) {
      const { generationId: id } = await world.ask(threadId)
      const [began] = await Promise.all([
        store.startGeneration(id, 1, world.tick()),
        store.requestStop({ id, at: world.tick() }),
      ])
      const state = began === 'started' ? 'thinking' : 'stopped'
      expect(await store.getGeneration(id)).toMatchObject({ state, stopRequested: true })
      await world.finish(id, 'Text')
      expect(await store.getGeneration(id)).toMatchObject({ state: 'stopped' })
    }
  })

  it('RT5 an end and a new owner that meet agree: ended, or taken over and the end refused', async () => {
    const world = await topic.world()
    const { store } = world
    const threadId = await world.thread()
    for (let n = 0; n < tries; n++) {
      const { generationId: id } = await world.ask(threadId)
      const [ended, taken] = await Promise.all([
        world.finish(id, 'Text').then(
          () => true,
          error => error.code !== 'conflict',
        ),
        store.raiseTerm(id, 1, 'node-2'),
      ])
      expect(ended).toBe(taken === null)
      const state = ended ? { state: 'done', term: 1 } : { term: 2, owner: 'node-2' }
      expect(await store.getGeneration(id)).toMatchObject(state)
    }
  })
})
