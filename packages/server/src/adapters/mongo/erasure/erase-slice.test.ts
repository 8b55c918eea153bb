import { expect, it } from 'vitest'
import { withMongo } from '../../../testing/mongo-server.ts'
import { sharedThread } from '../../../testing/store-contract/erase-user.ts'
import { summarise, summaryOf } from '../../../testing/store-contract/summarising.ts'
import { newId, newWorld } from '../../../testing/store-contract/world.ts'
import { inSession } from '../in-session.ts'
import { inTransaction } from '../in-transaction.ts'
import { MongoLink } from '../mongo-link.ts'
import { databaseOf } from '../mongo-url.ts'
import { openMongoStore } from '../open-mongo-store.ts'
import type { Units } from '../units.ts'
import { eraseSlice } from './erase-slice.ts'

await withMongo('an erasure’s slice', server => {
  it('ST8 a summary that they write while it runs is erased by the next slice', async () => {
    const url = server.newUrl()
    const store = await openMongoStore({ url })
    await store.opened
    const link = new MongoLink({
      url,
      database: databaseOf(url),
      logger: undefined,
      clock: Date,
      admit: async () => {},
    })
    await link.opened
    const { world, guest, threadId } = await sharedThread(await newWorld(store))
    await world.send(threadId)
    const { id: summaryId } = await summarise(world, threadId)
    const { erasure } = await store.beginErasure({ id: newId(), userId: guest.id, subjectHash: newId(), at: 900 })

    let late = async (): Promise<void> => {
      await store.editSummary({ id: summaryId, userId: guest.id, text: 'Mine', at: world.tick() })
    }
    const units: Units = {
      alone: work => inSession(link, work),
      together: work => inTransaction(link, work),
      // The phase of summaries is over when the first thread is left.
      async inThread(_, work) {
        const [comes] = [late]
        late = async () => {}
        await comes()
        return await inTransaction(link, work)
      },
    }
    const slice = { id: erasure.id, at: 1_000, limit: 100 }
    expect((await eraseSlice(units, slice)).erasure.userId).toBe(guest.id)
    expect(await summaryOf(world, summaryId)).toMatchObject({ authorId: guest.id })
    expect((await store.eraseSlice(slice)).erasure.userId).toBeNull()
    expect(await store.getSummary(summaryId)).toBeNull()
    await link.close()
    await store.close()
  })
})
