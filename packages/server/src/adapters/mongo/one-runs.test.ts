import { MongoClient } from 'mongodb'
import { expect, it } from 'vitest'
import { withMongo } from '../../testing/mongo-server.ts'
import { openStoreAt } from '../../testing/open-store-at.ts'
import { newWorld } from '../../testing/store-contract/world.ts'
import { migrate } from './migrate.ts'

await withMongo('one answer of a thread runs', server => {
  it('RT14.4 of several that ran in one thread before the database let but one, the oldest stays so, and the others wait', async () => {
    const url = server.newUrl()
    const store = await openStoreAt(url)
    const world = await newWorld(store)
    const threadId = await world.thread()
    const ids = [await world.ask(threadId), await world.ask(threadId)].map(({ generationId }) => generationId)
    const elsewhere = await world.ask(await world.thread())
    await using client = new MongoClient(url)
    await migrate(client.db(), { to: 13, at: 1 })
    for (const id of [...ids, elsewhere.generationId])
      expect(await store.startGeneration(id, 1, world.tick())).toBe('started')
    await migrate(client.db(), { at: 2 })
    const states = async () => await Promise.all(ids.map(async id => (await store.getGeneration(id))?.state))
    expect(await states()).toEqual(['thinking', 'queued'])
    expect(await store.getGeneration(elsewhere.generationId)).toMatchObject({ state: 'thinking' })
    expect(await store.startGeneration(ids[1] ?? '', 1, world.tick())).toBe('waits')
    await world.finish(ids[0] ?? '', 'Done')
    expect(await store.startGeneration(ids[1] ?? '', 1, world.tick())).toBe('started')
    await store.close()
  })
})
