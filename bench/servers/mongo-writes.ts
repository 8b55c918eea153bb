import { openMongoStore } from '../../packages/server/src/adapters/mongo/open-mongo-store.ts'
import { seedPeopleIn } from '../seed/people.ts'
import { bareMongoSend } from './bare-mongo-writes.ts'
import { compareSends, oneByOne, type SendPlace, senders, text, throughStore } from './senders.ts'

// Sending a message through the store on MongoDB, and the same statements on the bare driver, each in its database.

const [mine = '', bare = ''] = process.argv.slice(2)

const open = async (url: string) => {
  const store = await openMongoStore({ url })
  await store.opened
  const { people, threads } = await seedPeopleIn(store, 1, senders)
  return { store, place: { authorId: people[0]?.userId ?? '', threads } satisfies SendPlace }
}

const { store, place } = await open(mine)
const seeded = await open(bare)
await seeded.store.close()

compareSends(throughStore(store, place), oneByOne(seeded.place, await bareMongoSend(bare, text)))
