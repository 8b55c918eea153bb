import { openSqliteStore } from '../adapters/sqlite/open-sqlite-store.ts'
import { newAnswer, newCommand, newId, newWorld, type World } from './store-contract/world.ts'

/** A process that writes to the store of `argv[2]` until it is killed, and says each message that was acknowledged. */
const writers = 12

const write = async (world: World, threads: readonly string[]): Promise<void> => {
  for (let n = 0; ; n++) {
    const threadId = threads[n % threads.length] ?? ''
    const [id, answer] = [newId(), newAnswer()]
    const message = { id, authorId: world.user.id, text: `text ${n} `.repeat(40) }
    const command = newCommand(world.user.id)
    await world.store.sendMessage({ threadId, command, message, answer, at: world.tick() })
    process.stdout.write(`${id}\n`)
    if (n % 3 === 0) await world.finish(answer.generationId, `answer ${n}`)
    if (n % 5 === 0)
      await world.store.deleteMessage({ messageId: answer.messageId, userId: world.user.id, at: world.tick() })
    for (const delivery of await world.store.takeDeliveries({ now: 0, leaseMs: 1, limit: 2 }))
      if (delivery.subscriber === 'feeds') await world.store.deliverToFeeds(delivery)
  }
}

const world = await newWorld(await openSqliteStore({ path: process.argv[2] ?? '' }))
const threads = await Promise.all(Array.from({ length: 3 }, () => world.thread()))
await Promise.all(Array.from({ length: writers }, () => write(world, threads)))
