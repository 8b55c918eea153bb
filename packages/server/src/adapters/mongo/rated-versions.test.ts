import { MongoClient } from 'mongodb'
import { expect, it } from 'vitest'
import { withMongo } from '../../testing/mongo-server.ts'
import { openStoreAt } from '../../testing/open-store-at.ts'
import { newAnswer, newWorld } from '../../testing/store-contract/world.ts'
import { migrate } from './migrate.ts'
import { migrations } from './migrations/index.ts'

await withMongo('opinions of answers', server => {
  it('CV3 an opinion of before becomes one of the answer that is shown; back goes what is of it', async () => {
    const url = server.newUrl()
    const store = await openStoreAt(url)
    const world = await newWorld(store)
    const userId = world.user.id
    const { messageId } = await world.askAndFinish(await world.thread())
    const give = (rating: 'up' | 'down') =>
      store.giveFeedback({ messageId, userId, feedback: { rating, reason: null }, at: world.tick() })
    await give('up')
    const answer = newAnswer({ messageId })
    await store.regenerate({ messageId, userId, answer, at: world.tick() })
    await give('down')
    const shown = { messageId, number: 2, rating: 'down', reason: null } as const
    expect(await store.feedbackOf(userId, [messageId])).toHaveLength(2)
    await using client = new MongoClient(url)
    const db = client.db()
    await migrate(db, { to: 15, at: 1 })
    const { number: _, ...kept } = shown
    const rows = await db.collection('feedback').find().toArray()
    expect(rows).toEqual([{ _id: expect.anything(), userId, ...kept, at: expect.any(Number) }])
    await migrate(db, { at: 2 })
    expect(await store.feedbackOf(userId, [messageId])).toEqual([shown])
    const step = migrations.find(({ number }) => number === 16)
    await step?.up(db)
    expect(await store.feedbackOf(userId, [messageId])).toEqual([shown])
    await store.close()
  })
})
