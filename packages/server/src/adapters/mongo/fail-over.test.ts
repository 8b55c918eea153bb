import { MongoClient } from 'mongodb'
import type { MongoMemoryServer } from 'mongodb-memory-server-core'
import { expect, it } from 'vitest'
import { membersOf, primaryOf, restart } from '../../testing/mongo-members.ts'
import { withMongo } from '../../testing/mongo-server.ts'
import { openStoreAt } from '../../testing/open-store-at.ts'
import { newId, newWorld } from '../../testing/store-contract/world.ts'
import { databaseOf } from './mongo-url.ts'

const patient = { timeout: 60_000, interval: 50 }

/** A client of that member alone. */
const only = (member: MongoMemoryServer): MongoClient =>
  new MongoClient(member.getUri(), { directConnection: true, readPreference: 'primaryPreferred' })

/** What is written at the primary does not reach the others, or does again. */
const holdReplication = async (members: readonly MongoMemoryServer[], on: boolean): Promise<void> => {
  for (const member of members) {
    await using client = only(member)
    const mode = on ? 'alwaysOn' : 'off'
    await client.db('admin').command({ configureFailPoint: 'stopReplProducer', mode })
  }
}

await withMongo(
  'three members, of which two lag',
  server => {
    it('ST1 truth taken back after a fail-over: what the majority does not have is shown to nobody, and its place is given once', async () => {
      const set = membersOf(server)
      const url = server.newUrl()
      const [writer, reader] = [await openStoreAt(url), await openStoreAt(url)]
      const world = await newWorld(writer)
      const threadId = await world.thread()
      const primary = await primaryOf(set)
      const others = set.servers.filter(member => member !== primary)
      const seen = async () => ({
        seq: (await reader.getThread(threadId))?.seq,
        events: (await reader.eventsAfter(threadId, 0, 100)).map(({ seq, messageId }) => [seq, messageId]),
      })
      const before = await seen()
      await holdReplication(others, true)
      const lost = { id: newId(), authorId: world.user.id, text: 'At one member alone' }
      const sending = Promise.allSettled([writer.sendMessage({ threadId, message: lost, at: world.tick() })])
      {
        // It is there, for whoever reads less than the majority.
        await using client = only(primary)
        const threads = client.db(databaseOf(url)).collection<{ _id: string; seq: number }>('threads')
        await expect.poll(async () => (await threads.findOne({ _id: threadId }))?.seq, patient).toBe(2)
      }
      expect(await seen()).toEqual(before)

      await restart(primary)
      await holdReplication(others, false)
      const [sent] = await sending
      await expect
        .poll(
          () =>
            world.send(threadId).then(
              () => true,
              () => false,
            ),
          patient,
        )
        .toBe(true)
      const after = await seen()
      expect(after.events.slice(0, before.events.length)).toEqual(before.events)
      expect(after.events.map(([seq]) => seq)).toEqual(after.events.map((_, place) => place + 1))
      const ofLost = after.events.filter(([, messageId]) => messageId === lost.id)
      expect(ofLost.length).toBeLessThanOrEqual(1)
      if (sent?.status === 'fulfilled') expect(ofLost).toHaveLength(1)
      await Promise.all([writer.close(), reader.close()])
    }, 180_000)
  },
  { members: 3, failPoints: true },
)
