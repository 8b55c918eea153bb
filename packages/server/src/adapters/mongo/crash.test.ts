import { once } from 'node:events'
import { type Document, MongoClient } from 'mongodb'
import type { MongoMemoryReplSet } from 'mongodb-memory-server-core'
import { expect, it } from 'vitest'
import type { Store } from '../../ports/store.ts'
import { crashRounds, loadUntilKilled } from '../../testing/load-until-killed.ts'
import { withMongo } from '../../testing/mongo-server.ts'
import { openStoreAt } from '../../testing/open-store-at.ts'
import { recount } from '../../testing/store-contract/recount.ts'

const rounds = crashRounds(5)

const joined = (from: string, as: string, localField: string, foreignField: string, pipeline: Document[] = []) => ({
  $lookup: { from, as, localField, foreignField, pipeline },
})
const where = (expression: Document): Document => ({ $match: { $expr: expression } })

/** Each of these finds nothing in a database in which every verb was done wholly or not at all. */
const halves: Readonly<Record<string, readonly [from: string, ...pipeline: Document[]]>> = {
  'a message without its event': [
    'messages',
    joined('events', 'told', '_id', 'messageId', [{ $match: { type: 'message.created' } }]),
    where({ $ne: [['$seq'], '$told.seq'] }),
  ],
  'an event of a message that is not there': [
    'events',
    { $match: { messageId: { $ne: null } } },
    joined('messages', 'of', 'messageId', '_id'),
    { $match: { of: [] } },
  ],
  'a thread that is not at its last event, or has a hole': [
    'threads',
    joined('events', 'told', '_id', 'threadId'),
    where({ $or: [{ $ne: ['$seq', { $max: '$told.seq' }] }, { $ne: ['$seq', { $size: '$told' }] }] }),
  ],
  'tokens that are no recount': [
    'threads',
    joined('generations', 'runs', '_id', 'threadId'),
    where({ $ne: ['$totalTokens', { $sum: '$runs.tokens' }] }),
  ],
  'an answer without a version or run': [
    'messages',
    { $match: { role: 'assistant' } },
    joined('answer_versions', 'answers', '_id', 'messageId'),
    joined('generations', 'runs', 'answers.generationId', '_id'),
    where({ $ne: [{ $size: '$runs' }, 1] }),
  ],
  'a question without its command': [
    'messages',
    { $match: { role: 'user' } },
    joined('commands', 'asked', 'commandId', 'id'),
    where({ $ne: [['$authorId'], '$asked.userId'] }),
  ],
  'a change that nobody will hear of': [
    'threads',
    joined('outbox', 'waiting', '_id', 'threadId', [{ $match: { subscriber: 'feeds' } }]),
    joined('feed', 'heard', '_id', 'threadId'),
    where({
      $and: [
        { $ne: ['$seq', { $max: '$waiting.seq' }] },
        { $or: [{ $ne: ['$waiting', []] }, { $eq: ['$heard', []] }] },
      ],
    }),
  ],
  'a chain of deliveries without its first or its last': [
    'outbox',
    {
      $group: {
        _id: ['$threadId', '$subscriber'],
        due: { $sum: { $cond: [{ $eq: ['$dueAt', null] }, 0, 1] } },
        ends: { $sum: { $cond: ['$last', 1, 0] } },
      },
    },
    where({ $or: [{ $ne: ['$due', 1] }, { $ne: ['$ends', 1] }] }),
  ],
}

const expectWhole = async (url: string, acknowledged: readonly string[]): Promise<void> => {
  const store: Store = await openStoreAt(url)
  expect(await store.getMessages(acknowledged)).toHaveLength(acknowledged.length)
  const client = await MongoClient.connect(url)
  const threads = await client.db().collection<{ _id: string }>('threads').find().toArray()
  for (const { _id } of threads)
    expect((await store.getThread(_id))?.messageCount).toBe((await recount(store, _id)).messages)
  for (const [what, [from, ...pipeline]] of Object.entries(halves))
    expect([what, await client.db().collection(from).aggregate(pipeline).toArray()]).toEqual([what, []])
  await client.close()
  await store.close()
}

/** Kills the one member as a power cut would, and starts it again on what it left. */
const killAndRestart = async (set: MongoMemoryReplSet): Promise<void> => {
  for (const member of set.servers) {
    const process = member.instanceInfo?.instance.mongodProcess
    if (process === undefined) throw new Error('The member runs')
    const exit = once(process, 'exit')
    process.kill('SIGKILL')
    await exit
    await member.stop({ doCleanup: false, force: false })
    await member.start(true)
  }
}

const somewhere = (): number => 1 + Math.floor(Math.random() * 100)

await withMongo(
  'a process killed while it writes',
  server => {
    it(
      'ST2 a server that is killed leaves every acknowledged message and nothing half-written',
      async () => {
        const url = server.newUrl()
        const acknowledged: string[] = []
        for (let round = 0; round < rounds; round++) {
          acknowledged.push(...(await loadUntilKilled(url, somewhere())))
          await expectWhole(url, acknowledged)
        }
      },
      30_000 + rounds * 15_000,
    )

    it(
      'ST2 a database that is killed, too: what writes waits for it, and loses and repeats nothing',
      async ({ skip }) => {
        const set = server.members()
        if (set === null) return skip('The database was not started by the test')
        const url = server.newUrl()
        const acknowledged: string[] = []
        for (let round = 0; round < Math.ceil(rounds / 3); round++) {
          const killed = somewhere()
          let restarted: Promise<void> | undefined
          const found = await loadUntilKilled(url, killed + somewhere(), count => {
            if (count === killed) restarted = killAndRestart(set)
          })
          await restarted
          acknowledged.push(...found)
          await expectWhole(url, acknowledged)
        }
      },
      30_000 + rounds * 20_000,
    )
  },
  { transactionSeconds: 2 },
)
