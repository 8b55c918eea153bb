import { insist } from '../domain/insist.ts'
import { openStoreAt } from './open-store-at.ts'
import { newAnswer, newCommand, newId, newWorld, type World } from './store-contract/world.ts'

/**
 * A process that writes to the store at `argv[2]` until it is killed, and says each message that was acknowledged. While
 * the store is away it asks again, under the same command: what was done is not done twice.
 */
const writers = 12

const patience = { retryMs: 20, maxRetryMs: 200, signal: new AbortController().signal }
const patiently = <T>(verb: () => Promise<T>): Promise<T> => insist(verb, patience)

const write = async (world: World, threads: readonly string[]): Promise<void> => {
  const { store, user } = world
  for (let n = 0; ; n++) {
    const threadId = threads[n % threads.length] ?? ''
    const [id, answer] = [newId(), newAnswer()]
    const message = { id, authorId: user.id, text: `text ${n} `.repeat(40) }
    const send = { threadId, command: newCommand(user.id), message, answer, at: world.tick() }
    await patiently(() => store.sendMessage(send))
    process.stdout.write(`${id}\n`)
    if (n % 3 === 0) await patiently(() => world.finish(answer.generationId, `answer ${n}`))
    const gone = { messageId: answer.messageId, userId: user.id, command: newCommand(user.id), at: world.tick() }
    if (n % 5 === 0) await patiently(() => store.deleteMessage(gone))
    const due = await patiently(() => store.takeDeliveries({ now: 0, leaseMs: 1, limit: 2 }))
    for (const delivery of due)
      if (delivery.subscriber === 'feeds') await patiently(() => store.deliverToFeeds(delivery))
  }
}

const world = await newWorld(await openStoreAt(process.argv[2] ?? ''))
const threads = await Promise.all(Array.from({ length: 3 }, () => world.thread()))
await Promise.all(Array.from({ length: writers }, () => write(world, threads)))
