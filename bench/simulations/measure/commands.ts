import { openMongoStore } from '../../../packages/server/src/adapters/mongo/open-mongo-store.ts'
import { startMongo } from '../../../packages/server/src/testing/start-mongo.ts'
import { BenchProcess } from '../../harness/bench-process.ts'
import { tempFolder } from '../../harness/temp-folder.ts'
import { helloOf, type Population, seedPeopleIn, subscribeTo } from '../../seed/people.ts'
import { startChatView } from '../../servers/chat-view.ts'
import { cpuOf } from './cpu-of.ts'

/** Threads that are written to at once. */
const senders = 4
const receiverProgram = new URL('../../clients/receivers.ts', import.meta.url)

/** Microseconds of CPU for one `sendMessage` that asks for no answer, and bytes of rows that stay of it. */
export interface CommandCosts {
  readonly node: number
  readonly mongo: number
  readonly bytes: number
}

const seed = async (url: string): Promise<Population> => {
  const store = await openMongoStore({ url, migrate: 'always' })
  try {
    await store.opened
    return await seedPeopleIn(store, 1, senders)
  } finally {
    await store.close()
  }
}

/** What a message costs a node and the primary of a replica set, which is started for it. */
export const measureCommands = async (seconds: number): Promise<CommandCosts> => {
  const set = await startMongo({ members: 1 })
  try {
    const url = set.getUri('chat-view')
    const pid = set.servers[0]?.instanceInfo?.instance.mongodProcess?.pid ?? 0
    const { people, threads } = await seed(url)
    const [person] = people
    if (!person) throw new Error('nobody is there')
    await using folder = await tempFolder()
    const env = { DATABASE_URL: url, DATA_FOLDER: folder.path }
    const { process: server, port } = await startChatView(folder.path, env)
    await using node = server
    await using all = new AsyncDisposableStack()
    const clients = threads.map(thread => ({
      thread,
      process: all.use(new BenchProcess(receiverProgram, { core: 'load' })),
    }))
    for (const { thread, process } of clients) {
      await process.ask('open', { port, greetings: [[helloOf(person), subscribeTo(thread)]] })
    }
    const send = async (): Promise<number> => {
      const sent = clients.map(({ thread, process }) => {
        const args = {
          thread,
          text: `A message as people write them, of a hundred characters or so, number {n}.`,
          answer: false,
        }
        const text = JSON.stringify({ type: 'command', id: 'measured-{n}', name: 'sendMessage', arguments: args })
        return process.ask<number>('fan out', { text, extra: 1, seconds })
      })
      return (await Promise.all(sent)).reduce((sum, count) => sum + count, 0)
    }
    const used = async () => ({ node: await node.ask<number>('cpu'), mongo: cpuOf(pid) })
    await new Promise(resolve => setTimeout(resolve, 1_500))
    for (const { process } of clients) await process.ask('begin')
    await send()
    // What both do while nobody sends is no part of it.
    const idle = await used()
    const kept = await sizes(url)
    await new Promise(resolve => setTimeout(resolve, seconds * 1_000))
    const before = await used()
    const sent = await send()
    const after = await used()
    return {
      node: (after.node - 2 * before.node + idle.node) / sent,
      mongo: (after.mongo - 2 * before.mongo + idle.mongo) / sent,
      bytes: ((await sizes(url)) - kept) / sent,
    }
  } finally {
    await set.stop({ doCleanup: true, force: true })
  }
}

const sizes = async (url: string): Promise<number> => {
  const { MongoClient } = await import('mongodb')
  const client = new MongoClient(url)
  try {
    // Of indexes only what is on disk is known, which lags behind.
    const { dataSize } = await client.db().stats()
    return Number(dataSize)
  } finally {
    await client.close()
  }
}
