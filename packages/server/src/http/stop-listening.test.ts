import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { stopListening } from './stop-listening.ts'

const ages = 3_600_000

const serve = async () => {
  const { promise: asked, resolve } = Promise.withResolvers<ServerResponse>()
  const server = createServer({ keepAliveTimeout: ages }, (_, response) => resolve(response))
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
  const answer = fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
  return { server, answer, response: await asked }
}

test('RT15 a request that is under way is answered, and its connection kept no longer', async () => {
  const { server, answer, response } = await serve()
  const stopped = stopListening(server, ages)
  response.end('here you are')
  expect(await (await answer).text()).toBe('here you are')
  await stopped
})

test('RT15 a request that is never answered holds up the stop for the grace time alone', async () => {
  const { server, answer } = await serve()
  const failed = expect(answer).rejects.toThrow()
  await stopListening(server, 10)
  await failed
})
