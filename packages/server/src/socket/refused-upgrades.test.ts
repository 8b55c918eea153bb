import { type IncomingMessage, request } from 'node:http'
import { text } from 'node:stream/consumers'
import { problem } from '@chat-view/protocol'
import { expect, it } from 'vitest'
import { startSocketDoor } from '../testing/socket-door/start-socket-door.ts'

const upgrade = { Connection: 'Upgrade', Upgrade: 'websocket' }
const key = 'dGhlIHNhbXBsZSBub25jZQ=='

it.each([
  ['of another version', { 'Sec-WebSocket-Key': key, 'Sec-WebSocket-Version': '7' }],
  ['without a key', { 'Sec-WebSocket-Version': '13' }],
])('SE10 an upgrade request %s is refused with a problem, as any other', async (_, more) => {
  await using room = await startSocketDoor()
  const options = { host: '127.0.0.1', port: room.port, path: '/v1/ws', headers: { ...upgrade, ...more } }
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    request(options, resolve).on('error', reject).end()
  })
  expect(response.headers).toMatchObject({
    'content-type': 'application/problem+json',
    'sec-websocket-version': '13',
  })
  const body = problem.parse(JSON.parse(await text(response)))
  expect(body).toMatchObject({ code: 'invalid_request', status: 400, traceId: expect.stringMatching(/^[0-9a-f]{32}$/) })
  expect(body.detail).toMatch(/Sec-WebSocket/)
})
