import { MongoClient } from 'mongodb'
import { schemas } from '../adapters/mongo/models/index.ts'
import { openMongoStore } from '../adapters/mongo/open-mongo-store.ts'
import type { Store } from '../ports/store.ts'
import type { MongoServer } from './mongo-server.ts'
import type { OpenStore } from './store-contract/opened-store.ts'

/** Opens empty stores, each in a database of its own. */
export const openingMongo =
  (server: MongoServer): OpenStore =>
  async () => {
    const url = server.newUrl()
    const open = async (): Promise<Store> => {
      const opened = await openMongoStore({ url })
      await opened.opened
      return opened
    }
    let store = await open()
    return {
      get store() {
        return store
      },
      async reopen() {
        await store.close()
        store = await open()
        return store
      },
      async empty() {
        await using client = new MongoClient(url)
        const rows = Object.values(schemas).map(schema => client.db().collection(schema.get('collection') ?? ''))
        await Promise.all(rows.map(collection => collection.deleteMany({}, { writeConcern: { w: 'majority' } })))
      },
      async close() {
        await store.close()
        await using client = new MongoClient(url)
        await client.db().dropDatabase()
      },
    }
  }
