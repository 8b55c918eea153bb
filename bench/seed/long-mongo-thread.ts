import { type Document, MongoClient } from 'mongodb'
import { openMongoStore } from '../../packages/server/src/adapters/mongo/open-mongo-store.ts'
import { text } from './long-thread.ts'
import { seedPeopleIn } from './people.ts'

/** Rows that are sent at once. */
const slice = 5_000

/** Ids in the form of UUIDs, made of their number and what they name. */
const id = (prefix: string, number: number): string =>
  `${prefix}0000-0000-7000-8000-${String(number).padStart(12, '0')}`

const parts = [{ kind: 'text', text }]
const usage = { input: 9, output: 20, cached: null, estimated: false }
const untouched = { version: 1, shown: 1, versions: 1, edits: 0, editedAt: null, deletedAt: null, supersededBy: null }
const over = {
  createdAt: 1,
  startedAt: 1,
  endedAt: 2,
  reason: 'stop',
  length: text.length,
  hash: '00000000',
  tokens: 29,
}
const run = {
  version: 1,
  state: 'done',
  owner: 'node',
  term: 1,
  stopRequested: false,
  continues: false,
  ...over,
  usage,
  tools: [],
  suggestions: [],
  context: null,
  contextRecord: null,
}

/** A thread of so many messages, questions and answers in turn; answers its id. The validators hold as ever. */
export const seedLongMongoThread = async (url: string, messages: number): Promise<string> => {
  const store = await openMongoStore({ url })
  await store.opened
  const { people, threads } = await seedPeopleIn(store, 1, 1)
  await store.close()
  const [threadId = '', userId = ''] = [threads[0], people[0]?.userId]
  await using client = await MongoClient.connect(url)
  const db = client.db()
  const add = async (name: string, rows: Document[]): Promise<void> => {
    await db.collection(name).insertMany(rows, { ordered: false, writeConcern: { w: 1 } })
  }
  const counted = { seq: messages + 2, messageCount: messages }
  await db.collection<{ _id: string }>('threads').updateOne({ _id: threadId }, { $set: counted })
  for (let from = 2; from < messages + 2; from += slice) {
    const places = Array.from({ length: Math.min(slice, messages + 2 - from) }, (_, n) => from + n)
    const answers = places.filter(seq => seq % 2 === 1)
    const place = (seq: number) => ({
      _id: id('0a0a', seq),
      threadId,
      seq,
      commandId: null,
      createdAt: 1,
      ...untouched,
    })
    const question = { role: 'user', authorId: userId, parts }
    const answer = { role: 'assistant', authorId: null, parts: [] }
    const of = (seq: number) => ({ messageId: id('0a0a', seq) })
    await add(
      'messages',
      places.map(seq => ({ ...place(seq), ...(seq % 2 === 0 ? question : answer) })),
    )
    await add(
      'generations',
      answers.map(n => ({ _id: id('0b0b', n), ...of(n), threadId, userId, provider: 'demo', model: 'demo-1', ...run })),
    )
    await add(
      'answer_versions',
      answers.map(n => ({ ...of(n), number: 1, generationId: id('0b0b', n), parts, createdAt: 1 })),
    )
  }
  return threadId
}
