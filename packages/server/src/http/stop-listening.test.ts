import { createServer, type ServerResponse } from 'node:http'
import { expect, test } from 'vitest'
import { listen } from './listen.ts'
import { stopListening } from './stop-listening.ts'

const ages = 3_600_000

const serve = async () => {
  const { promise: asked, resolve } = Promise.withResolvers<ServerResponse>()
  const server = createServer({ keepAliveTimeout: ages }, (_, response) => resolve(response))
  const listening = await listen(server, '127.0.0.1', 0)
  const answer = fetch(`http://127.0.0.1:${listening.port}/`)
  return { server, listening, answer, response: await asked }
}

test('RT15 a request that is under way is answered, and its connection kept no longer', async () => {
  const { server, listening, answer, response } = await serve()
  const stopped = stopListening(server, listening, ages)
  response.end('here you are')
  expect(await (await answer).text()).toBe('here you are')
  await stopped
})

test('RT15 a request that is never answered holds up the stop for the grace time alone', async () => {
  const { server, listening, answer } = await serve()
  const failed = expect(answer).rejects.toThrow()
  await stopListening(server, listening, 10)
  await failed
})
