import { type AddressInfo, createServer } from 'node:net'
import { setImmediate as turn } from 'node:timers/promises'
import { expect, it, vi } from 'vitest'
import { withRedis } from '../../testing/redis-server.ts'
import { connectRedis } from './connect-redis.ts'
import { type RedisTarget, redisTarget } from './connect-target.ts'

const patient = { timeout: 30_000, interval: 10 }
const timeoutMs = 25_000

/** Begins twenty connections and ends each while it is being made, at once or a turn later. */
const endWhileMade = async (target: RedisTarget): Promise<void> => {
  for (let each = 0; each < 20; each++) {
    const abort = new AbortController()
    const made = connectRedis(target, { timeoutMs, signal: abort.signal })
    if (each % 2 === 1) await turn()
    abort.abort()
    await expect(made).rejects.toMatchObject({ code: 'store_unavailable', detail: 'Redis: it is closed' })
  }
}

it('RT14 a connection that ends while it is being made is gone, also where nobody answers', async () => {
  let came = 0
  let open = 0
  const silent = createServer(socket => {
    came++
    open++
    socket.on('error', () => {}).on('close', () => open--)
    socket.resume()
  })
  await new Promise<void>(resolve => silent.listen(0, '127.0.0.1', resolve))
  const { port } = silent.address() as AddressInfo
  await endWhileMade({ host: '127.0.0.1', port, tls: false })
  await vi.waitFor(() => expect([came, open]).toEqual([20, 0]), patient)
  await new Promise(resolve => silent.close(resolve))
}, 60_000)

withRedis('connections to Redis', redis => {
  it('RT14 a connection that ends while it is being made leaves nobody at Redis', async () => {
    const target = redisTarget(redis().urls[0] ?? '')
    await endWhileMade(target)
    // It comes after all of them.
    const asker = await connectRedis(target, { timeoutMs })
    await vi.waitFor(async () => {
      const clients = String(await asker.send(['CLIENT', 'LIST'])).trim()
      expect(clients.split('\n')).toHaveLength(1)
    }, patient)
    asker.end('it was only asked')
  }, 60_000)
})
