import { createServer } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openWebhookReceiver, status, type WebhookReceiver } from '../../testing/webhook-receiver.ts'
import { createWebhookPost } from './create-webhook-post.ts'

let receiver: WebhookReceiver
beforeEach(async () => {
  receiver = await openWebhookReceiver()
})
afterEach(() => receiver[Symbol.asyncDispose]())

const never = new AbortController().signal
const open = createWebhookPost({ privateTargets: true, timeoutMs: 5_000 })
const send = (url = receiver.url, post = open) =>
  post.post({ url, headers: { 'webhook-id': 'an id' }, body: '{"type":"x"}' }, never)

it('OP6 a request is a POST of JSON with the headers that it is given', async () => {
  expect(await send()).toEqual({ kind: 'answered', status: 204, retryAfterMs: null })
  expect(receiver.received).toMatchObject([
    { id: 'an id', path: '/hook', body: '{"type":"x"}', headers: { 'content-type': 'application/json' } },
  ])
})

it('OP6.5 no redirect is followed', async () => {
  receiver.answer(status(302, { location: receiver.url }))
  expect(await send()).toMatchObject({ status: 302 })
  expect(receiver.received).toHaveLength(1)
})

it('OP6.5 of a huge answer little is read, and its status counts', async () => {
  let sent = 0
  receiver.answer(response => {
    response.writeHead(200)
    const more = (): void => {
      while (!response.destroyed && sent < 200_000_000) {
        sent += 65_536
        if (!response.write(Buffer.alloc(65_536))) break
      }
    }
    response.on('drain', more).on('error', () => {})
    more()
  })
  expect(await send()).toMatchObject({ kind: 'answered', status: 200 })
  expect(sent).toBeLessThan(50_000_000)
})

it('OP6.2 what takes too long is given up, also in the middle of an answer', async () => {
  const hasty = createWebhookPost({ privateTargets: true, timeoutMs: 50 })
  receiver.answer(() => {})
  expect(await send(receiver.url, hasty)).toEqual({ kind: 'failed', error: 'timeout' })
  receiver.answer(response => void response.writeHead(200).write('and'))
  expect(await send(receiver.url, hasty)).toMatchObject({ status: 200 })
})

it('OP6.2 a closed port, a broken answer and a port without TLS are failures of their kind', async () => {
  const { url } = receiver
  receiver.answer(response => response.destroy())
  expect(await send()).toEqual({ kind: 'failed', error: 'unreachable' })
  expect(await send(url.replace('http:', 'https:'))).toMatchObject({ kind: 'failed', error: 'tls' })
  const free = createServer().listen(0, '127.0.0.1')
  await new Promise(resolve => free.once('listening', resolve))
  const { port } = free.address() as { port: number }
  await new Promise(resolve => free.close(resolve))
  expect(await send(`http://127.0.0.1:${port}/`)).toEqual({ kind: 'failed', error: 'unreachable' })
})

it('OP6.2 a wish to be asked later is read, in seconds or as a date, and bounded', async () => {
  const later = new Date(Date.now() + 60_000).toUTCString()
  receiver.answer(
    status(503, { 'retry-after': '7' }),
    status(429, { 'retry-after': '999999999' }),
    status(503, { 'retry-after': 'soon' }),
    status(503, { 'retry-after': later }),
  )
  const waits: unknown[] = []
  for (let n = 0; n < 4; n++) waits.push(await send())
  expect(waits.slice(0, 3)).toEqual(
    [7_000, 86_400_000, null].map((retryAfterMs, n) => ({
      kind: 'answered',
      status: n === 1 ? 429 : 503,
      retryAfterMs,
    })),
  )
  expect((waits[3] as { retryAfterMs: number }).retryAfterMs).toBeGreaterThan(30_000)
})

it('OP6 a stop ends a request, and is told as such', async () => {
  const stop = new AbortController()
  receiver.answer(() => stop.abort(new Error('stopping')))
  await expect(open.post({ url: receiver.url, headers: {}, body: '{}' }, stop.signal)).rejects.toThrow('stopping')
})

it('OP6.5 private targets are refused when the connection is made: as they stand, and by what their name leads to', async () => {
  const guarded = createWebhookPost({ privateTargets: false })
  const refused = { kind: 'failed', error: 'private_address' }
  expect(await send(receiver.url, guarded)).toEqual(refused)
  expect(await send('https://[::1]/', guarded)).toEqual(refused)
  // The name resolves through the guard, whatever it was when the webhook was made.
  expect(await send('https://localhost:1/', guarded)).toEqual(refused)
  expect(receiver.received).toEqual([])
})

it('OP6.5 an address is judged before it is kept', () => {
  const guarded = createWebhookPost({ privateTargets: false })
  for (const url of [
    'http://example.com/',
    'ftp://example.com/',
    'no address',
    'https://user:word@example.com/',
    'https://127.0.0.1/',
    'https://0x7f.1/',
    'https://2130706433/',
    'https://[::ffff:10.0.0.1]/',
    'https://localhost/',
    'https://a.localhost./',
  ])
    expect([url, guarded.check(url)?.code]).toEqual([url, 'invalid_request'])
  expect(guarded.check('https://example.com/hook?a=b')).toBeNull()
  expect([open.check('http://localhost:3000/'), open.check('ftp://localhost/')?.code]).toEqual([
    null,
    'invalid_request',
  ])
})
