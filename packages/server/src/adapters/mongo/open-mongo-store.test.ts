import { withMongo } from '../../testing/mongo-server.ts'
import { openingMongo } from '../../testing/opening-mongo.ts'
import { storeContract } from '../../testing/store-contract/store-contract.ts'

await withMongo('a replica set', server => storeContract('MongoDB', openingMongo(server)))
