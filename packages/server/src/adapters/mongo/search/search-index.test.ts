import { MongoClient } from 'mongodb'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { queryTerms } from '../../../ports/search-terms.ts'
import type { Store } from '../../../ports/store.ts'
import { withMongo } from '../../../testing/mongo-server.ts'
import { newId, newWorld, type World } from '../../../testing/store-contract/world.ts'
import { migrate } from '../migrate.ts'
import { openMongoStore } from '../open-mongo-store.ts'

const found = async (world: World, typed: string): Promise<string[]> => {
  const query = { userId: world.user.id, ...queryTerms(typed), limit: 100 }
  return (await world.store.search(query)).hits.map(({ messageId, threadId }) => messageId ?? threadId)
}

await withMongo('search index', server => {
  let url: string
  let store: Store
  const open = async () => {
    const opened = await openMongoStore({ url })
    await opened.opened
    store = opened as unknown as Store
  }
  beforeEach(async () => {
    url = server.newUrl()
    await open()
  })
  afterEach(async () => {
    await store.close()
    await using client = new MongoClient(url)
    await client.db().dropDatabase()
  })

  it('ST4 the step makes everything findable that was there before it', async () => {
    const world = await newWorld(store)
    const threadId = await world.thread('Almonds')
    const { messageId } = await world.send(threadId, 'almonds of old')
    const answer = await world.askAndFinish(threadId, 'almonds of the answer')
    const edited = await world.askAndFinish(threadId, 'almonds that are history')
    const change = { messageId: edited.questionId, editId: newId(), userId: world.user.id, text: 'new', keep: 5 }
    await store.editMessage({ ...change, at: world.tick() })
    const before = await found(world, 'almonds')
    expect(new Set(before)).toEqual(new Set([threadId, messageId, answer.messageId]))
    await store.close()
    {
      await using client = new MongoClient(url)
      await migrate(client.db(), { to: 5, at: 1 })
      expect(await client.db().listCollections({ name: 'search_entries' }).toArray()).toEqual([])
      await migrate(client.db(), { at: 1 })
    }
    await open()
    expect(await found(Object.assign(Object.create(world), { store }), 'almonds')).toEqual(before)
  })

  it('ST6 a half-typed word that stands in very many texts answers with the newest of a first part of them', async () => {
    const world = await newWorld(store)
    const threadId = await world.thread()
    const { messageId } = await world.send(threadId, 'hazel')
    await using client = new MongoClient(url)
    const entries = client.db().collection<{ _id: string }>('search_entries')
    const [row] = await entries.find({ _id: messageId }).toArray()
    const copies = Array.from({ length: 1_200 }, (_, n) => ({
      ...row,
      _id: newId(),
      messageId: newId(),
      at: 5_000 + n,
    }))
    await entries.insertMany(copies)
    const query = { userId: world.user.id, terms: ['haz'], prefix: true, limit: 1 }
    const { hits, more } = await store.search(query)
    expect([hits[0]?.at, more]).toEqual([6_199, true])
    const all = await store.search({ ...query, limit: 2_000 })
    expect(all.hits).toHaveLength(1_000)
    expect(all.hits.map(hit => hit.messageId)).not.toContain(messageId)
  })
})
