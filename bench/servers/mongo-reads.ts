import { type Document, MongoClient } from 'mongodb'
import { openMongoStore } from '../../packages/server/src/adapters/mongo/open-mongo-store.ts'
import { seedLongMongoThread } from '../seed/long-mongo-thread.ts'
import { comparePages, limit } from './page-times.ts'

// Pages of a long thread through the store on MongoDB, and by the same queries on the bare driver.

const [url = '', count = '0'] = process.argv.slice(2)
const messages = Number(count)
const thread = await seedLongMongoThread(url, messages)
const store = await openMongoStore({ url })
await store.opened
const client = await MongoClient.connect(url)
const rows = (name: string) => client.db().collection<Document & { _id: string }>(name)

/** One moment of what the majority has: the messages, their thread and authors, the answers shown and their runs. */
const page = async (before: number): Promise<number> => {
  const session = client.startSession({ snapshot: true })
  const found = (name: string, ids: string[]) =>
    rows(name)
      .find({ _id: { $in: ids } }, { session })
      .toArray()
  const place = { threadId: thread, supersededBy: { $type: 'null' }, seq: { $lt: before } } as const
  const order = { sort: { seq: -1 }, limit, hint: 'current', session } as const
  const items = await rows('messages').find(place, order).toArray()
  await found('threads', [thread])
  await found('users', [...new Set(items.flatMap(({ authorId }) => authorId ?? []))])
  const shown = items.filter(({ role }) => role === 'assistant').map(({ _id }) => _id)
  const answers = await rows('answer_versions')
    .find({ number: 1, messageId: { $in: shown } }, { session })
    .toArray()
  const runs = answers.map(({ generationId }) => generationId as string)
  await found('generations', runs)
  await session.endSession()
  return items.length
}

comparePages(
  messages,
  async before => (await store.listMessages({ threadId: thread, limit, before, superseded: false })).items.length,
  page,
)
