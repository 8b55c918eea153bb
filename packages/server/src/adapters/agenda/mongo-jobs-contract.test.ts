import { MongoClient } from '@agendajs/mongo-backend'
import { backendAt } from '../../testing/jobs-contract/backend-at.ts'
import { jobsContract } from '../../testing/jobs-contract/jobs-contract.ts'
import { withMongo } from '../../testing/mongo-server.ts'

await withMongo('jobs', server => {
  jobsContract('MongoDB', async () => {
    const place = { kind: 'mongodb', address: server.newUrl(), collection: 'jobs' } as const
    return {
      place,
      backend: () => backendAt(place),
      async close() {
        await using client = new MongoClient(place.address)
        await client.db().dropDatabase()
      },
    }
  })
})
