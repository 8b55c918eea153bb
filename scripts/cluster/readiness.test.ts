import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it } from 'vitest'
import { untilReadiness } from './readiness.ts'

const missing = { name: 'redis', ok: false }
const answers = [
  [200, { status: 'ready', checks: [{ name: 'store', ok: true }] }],
  [200, { status: 'degraded', checks: [{ name: 'disk', ok: false }] }],
  [200, { status: 'degraded', checks: [missing] }],
  [503, { errors: [{ path: 'redis' }] }],
] as const

/** A node that says one thing after the other, and stays with the last. */
const node = async (says: readonly (readonly [number, unknown])[]) => {
  let asked = 0
  const server = createServer((_, response) => {
    const [status, body] = says[Math.min(asked++, says.length - 1)] ?? [500, {}]
    response.writeHead(status, { connection: 'close' }).end(JSON.stringify(body))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    asks: () => asked,
    [Symbol.asyncDispose]: async () => void server.close(),
  }
}

it('RT14 each node is waited for until it says what is missing, and one that never does is named', async () => {
  await using told = await node(answers)
  await using serving = await node(answers)
  await untilReadiness([serving], 'redis', 'serving')
  expect(serving.asks()).toBe(1)
  await untilReadiness([told], 'redis', 'degraded')
  expect(told.asks()).toBe(3)
  await untilReadiness([told], 'redis', 'unready')
  expect(told.asks()).toBe(4)
  await expect(untilReadiness([told, told], 'redis', 'ready', 200)).rejects.toThrow('node 1 never was ready')
})
