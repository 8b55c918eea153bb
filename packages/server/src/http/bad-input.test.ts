import { request as rawRequest } from 'node:http'
import { gzipSync } from 'node:zlib'
import { problem } from '@chat-view/protocol'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Scene, setScene } from '../testing/command-cases/scene.ts'
import { type HttpRoom, openHttpRoom } from '../testing/open-http-room.ts'

let http: HttpRoom
let scene: Scene

beforeAll(async () => {
  http = await openHttpRoom()
  scene = await setScene(http.room)
})
afterAll(() => http[Symbol.asyncDispose]())

const refusal = async (response: Response): Promise<unknown> => {
  expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/)
  const body = problem.parse(await response.json())
  expect(body.status).toBe(response.status)
  expect(body.traceId).toMatch(/^[0-9a-f]{32}$/)
  return body
}

const post = (path: string, body: string | Uint8Array<ArrayBuffer>, type = 'application/json'): Promise<Response> =>
  http.ask(path, { method: 'POST', token: scene.owner.token, body, headers: { 'content-type': type } })

const send = (text: unknown): Promise<Response> =>
  http.ask(`/v1/threads/${scene.thread}/messages`, { method: 'POST', token: scene.owner.token, json: { text } })

describe('bodies', () => {
  test.each([
    ['cut off', '{"message":', 'invalid_json', 400],
    ['a bare word', '"hello"', 'invalid_json', 400],
    ['a list', '[]', 'invalid_request', 400],
    ['of another type', '{}', 'unsupported_media_type', 415],
  ])('SE10 a body that is %s is refused', async (kind, body, code, status) => {
    const type = kind === 'of another type' ? 'text/plain' : 'application/json'
    expect(await refusal(await post('/v1/threads', body, type))).toMatchObject({ code, status })
  })

  test('SE10 a body in another encoding than it says is refused, not stored with other letters', async () => {
    const body = new Uint8Array(Buffer.from('{"title":"Café"}', 'latin1'))
    expect(await refusal(await post('/v1/threads', body))).toMatchObject({ code: 'invalid_json', status: 400 })
    const utf16 = new Uint8Array(Buffer.from('{"title":"Café"}', 'utf16le'))
    const told = await post('/v1/threads', utf16, 'application/json; charset=utf-16le')
    expect(await told.json()).toMatchObject({ thread: { title: 'Café' } })
  })

  test.each([
    ['content-type', 'application/json; charset=klingon'],
    ['content-encoding', 'klingon'],
  ])('SE10 a body with a %s that nobody reads is refused', async (header, value) => {
    const response = await http.ask('/v1/threads', {
      method: 'POST',
      token: scene.owner.token,
      body: '{}',
      headers: { 'content-type': 'application/json', [header]: value },
    })
    expect(await refusal(response)).toMatchObject({ code: 'unsupported_media_type', status: 415 })
  })

  test('SE8 a small body that unpacks to a large one is refused', async () => {
    const bomb = gzipSync(JSON.stringify({ text: 'x'.repeat(5_000_000) }))
    const response = await http.ask(`/v1/threads/${scene.thread}/messages`, {
      method: 'POST',
      token: scene.owner.token,
      body: new Uint8Array(bomb),
      headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
    })
    expect(await refusal(response)).toMatchObject({ code: 'too_large', status: 413 })
  })

  test('SE8 a message of a megabyte is refused, and the next request is served', async () => {
    expect(await refusal(await send('x'.repeat(1_000_000)))).toMatchObject({ code: 'too_large', status: 413 })
    expect((await send('short')).status).toBe(201)
  })

  test('SE10 a message that is longer than allowed names the place and the bound, and not the text', async () => {
    const body = await refusal(await send('y'.repeat(100_001)))
    expect(body).toMatchObject({ code: 'invalid_request', errors: [{ path: 'text' }] })
    expect(JSON.stringify(body)).not.toContain('yyy')
  })

  test('SE10 lone surrogates become U+FFFD before anything is stored', async () => {
    const response = await post(`/v1/threads/${scene.thread}/messages`, '{"text":"a\\ud83d b\\udc00"}')
    expect(await response.json()).toMatchObject({ message: { parts: [{ text: 'a\ufffd b\ufffd' }] } })
  })

  test('SE10 NUL is refused', async () => {
    expect(await refusal(await send('a\u0000b'))).toMatchObject({ code: 'invalid_request', errors: [{ path: 'text' }] })
  })

  test('SE8 keys that would reach a prototype reach nothing', async () => {
    const response = await post(
      '/v1/threads',
      '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}',
    )
    expect(response.status).toBe(201)
    expect(JSON.stringify(await response.json())).not.toContain('polluted')
    expect(Reflect.get({}, 'polluted')).toBeUndefined()
  })

  test('SE10 what the schema does not name is passed over', async () => {
    const json = { title: 'A', ownerId: scene.stranger.id, id: scene.thread }
    const response = await http.ask('/v1/threads', { method: 'POST', token: scene.owner.token, json })
    expect(await response.json()).toMatchObject({ thread: { title: 'A', role: 'owner' } })
  })
})

describe('places', () => {
  test.each([
    ['an object', '%7B%22$gt%22:%22%22%7D'],
    ['a word', 'hello'],
    ['an upper-case id', '0190D5A8-7B9C-7DEF-8ABC-0123456789AB'],
    ['NUL', '%00'],
    ['what cannot be decoded', '%zz'],
  ])('SE10 %s in an id’s place is refused', async (_, id) => {
    const response = await http.ask(`/v1/threads/${id}`, { token: scene.owner.token })
    expect(await refusal(response)).toMatchObject({ code: 'invalid_request', status: 400 })
  })

  test.each(['/nowhere', '/v1/nowhere', '/v1/threads/a/b/c', '/pages/chat.html', '/../package.json'])(
    'SE10 there is nothing at %s',
    async path => {
      expect(await refusal(await http.ask(path))).toMatchObject({ code: 'not_found', status: 404 })
    },
  )

  test('SE10 a method that a path does not have is refused with those that it has', async () => {
    const response = await http.ask('/v1/threads', { method: 'PUT' })
    expect(response.headers.get('allow')).toBe('GET, HEAD, POST')
    expect(await refusal(response)).toMatchObject({ code: 'method_not_allowed', status: 405 })
  })

  test.each(['0', '201', '1e3', '-1', '1.5', '', 'ten', '50&limit=60'])('ST5 limit=%s is refused', async limit => {
    const response = await http.ask(`/v1/threads?limit=${limit}`, { token: scene.owner.token })
    expect(await refusal(response)).toMatchObject({ code: 'invalid_request', errors: [{ path: 'limit' }] })
  })

  test.each(['limt=2', '_=1', 'toString=1', 'Limit=2&limit=2'])(
    'SE10 a query of %s names what nobody reads',
    async query => {
      const response = await http.ask(`/v1/threads?${query}`, { token: scene.owner.token })
      const [path] = query.split('=')
      const errors = [{ path, message: 'is not taken here' }]
      expect(await refusal(response)).toMatchObject({ code: 'invalid_request', status: 400, errors })
    },
  )

  test.each(['made-up', 'x'.repeat(1_001), '', 'eyJhIjoxfQ.AAAAAAAAAAAAAAAAAAAAAA'])(
    'ST5 a cursor that was made up is refused',
    async cursor => {
      const response = await http.ask(`/v1/threads?after=${cursor}`, { token: scene.owner.token })
      expect(await refusal(response)).toMatchObject({ code: 'invalid_cursor', status: 400 })
    },
  )
})

describe('versions', () => {
  const rename = (version: string, json: object) =>
    http.ask(`/v1/threads/${scene.thread}`, {
      method: 'PATCH',
      token: scene.owner.token,
      headers: { 'if-match': version },
      json: { title: 'Other', ...json },
    })

  test('CV5 If-Match names the version that is changed', async () => {
    expect(await refusal(await rename('"999"', {}))).toMatchObject({ code: 'conflict', current: { id: scene.thread } })
    const { version } = await http.room.reads.getThread(
      (await http.room.authenticator.authenticate(scene.owner.token)).principal,
      scene.thread,
    )
    expect((await rename(`"${version}"`, {})).status).toBe(200)
  })

  test.each([
    ['no version', '"abc"', {}],
    ['another than the body’s', '"3"', { version: 4 }],
  ])('CV5 an If-Match that is %s is refused', async (_, header, json) => {
    expect(await refusal(await rename(header, json))).toMatchObject({ code: 'invalid_request' })
  })

  test('CV5 an If-Match where nothing has a version is refused', async () => {
    const response = await http.ask('/v1/threads', {
      method: 'POST',
      token: scene.owner.token,
      headers: { 'if-match': '"1"' },
      json: {},
    })
    expect(await refusal(response)).toMatchObject({ code: 'invalid_request' })
  })
})

test('OP2 a trace that came with the request is the trace of the answer', async () => {
  const trace = '4bf92f3577b34da6a3ce929d0e0e4736'
  const response = await http.ask('/v1/nowhere', { headers: { traceparent: `00-${trace}-00f067aa0ba902b7-01` } })
  expect(response.headers.get('x-trace-id')).toBe(trace)
  expect(await response.json()).toMatchObject({ traceId: trace })
})

test('SE8 what was not foreseen is a problem without a stack', async () => {
  await using broken = await openHttpRoom({
    reads: new Proxy({} as never, { get: () => () => Promise.reject(new Error('secret detail')) }),
  })
  const { accessToken } = await broken.room.signIn('ada')
  const text = await (await broken.ask('/v1/me', { token: accessToken })).text()
  expect(JSON.parse(text)).toMatchObject({ code: 'internal', status: 500 })
  expect(text).not.toMatch(/secret|at .*\.ts/)
})

test('SE8 a caller who goes away in the middle of a body harms nobody', async () => {
  await new Promise<void>(resolve => {
    const started = rawRequest(`${http.url}/v1/threads`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${scene.owner.token}`,
        'content-type': 'application/json',
        'content-length': 50,
      },
    })
    started.on('error', () => resolve())
    started.write('{"title":', () => started.destroy(new Error('gone')))
  })
  expect((await http.ask('/health')).status).toBe(200)
})
