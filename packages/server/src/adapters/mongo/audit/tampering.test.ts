import { type Db, MongoClient } from 'mongodb'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createAuditSealer } from '../../../domain/audit/audit-sealer.ts'
import type { Store } from '../../../ports/store.ts'
import { createFakeClock } from '../../../testing/fake-clock.ts'
import { withMongo } from '../../../testing/mongo-server.ts'
import { newWorld } from '../../../testing/store-contract/world.ts'
import { createSigner } from '../../jose/signer.ts'
import { openMongoStore } from '../open-mongo-store.ts'

await withMongo('a trail that was changed by hand', server => {
  let store: Store
  let client: MongoClient
  let db: Db
  const clock = createFakeClock()
  const signer = createSigner(['a secret of at least 32 characters'])

  beforeAll(async () => {
    const url = server.newUrl()
    const opened = await openMongoStore({ url })
    await opened.opened
    store = opened as unknown as Store
    client = await MongoClient.connect(url)
    db = client.db()
    const world = await newWorld(store)
    const { messageId } = await world.send(await world.thread())
    await store.deleteMessage({ messageId, userId: world.user.id, at: world.tick() })
  })
  afterAll(async () => {
    await client?.close()
    await store?.close()
  })

  it('CV4 what no rule of the database refuses, the seals tell', async () => {
    const sealer = createAuditSealer({ store, signer, clock })
    expect(await sealer.seal()).toEqual({ sealed: 2 })
    expect(await sealer.verify()).toEqual([])
    const lines = db.collection('audit')
    await lines.updateOne({ action: 'message.deleted' }, { $set: { actor: 'nobody' } })
    expect(await sealer.verify()).toEqual([{ seal: 1, fault: 'content' }])
    await lines.deleteOne({ action: 'message.deleted' })
    expect(await sealer.verify()).toEqual([{ seal: 1, fault: 'count' }])
    await db.collection('audit_seals').deleteMany({})
    expect(await sealer.verify()).toEqual([{ seal: 1, fault: 'unknown' }])
  })
})
