import { archiveContract } from '../../../testing/archive/archive-contract.ts'
import { withMongo } from '../../../testing/mongo-server.ts'
import { openingMongo } from '../../../testing/opening-mongo.ts'
import { openingSqlite } from '../../../testing/opening-sqlite.ts'

await withMongo('archives between stores', server => {
  const mongo = openingMongo(server)
  archiveContract('SQLite to MongoDB', openingSqlite('inline'), mongo)
  archiveContract('MongoDB to SQLite', mongo, openingSqlite('inline'))
})
