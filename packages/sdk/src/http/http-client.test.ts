import { describe, expect, it } from 'vitest'
import { manualClock } from '../testing/manual-clock.ts'
import { HttpClient } from './http-client.ts'

const client = (fetch: typeof globalThis.fetch, clock = manualClock(), closing = new AbortController()) => ({
  clock,
  closing,
  http: new HttpClient({ server: 'http://s', fetch, clock, locale: 'de', closing: closing.signal }),
})

const hanging: typeof globalThis.fetch = (_, init) =>
  new Promise((_resolve, reject) => {
    const abort = () => reject(init?.signal?.reason)
    if (init?.signal?.aborted) abort()
    init?.signal?.addEventListener('abort', abort)
  })

describe('HttpClient', () => {
  it('SE10 a problem becomes an error with its code, an unknown code the class of failure that it names', async () => {
    const problem = {
      type: 'x',
      title: 'T',
      status: 429,
      code: 'quota_exceeded',
      next: 'wait',
      retryAfter: 9,
      traceId: 't',
    }
    const { http } = client(async () => Response.json(problem, { status: 429 }))
    const refused = expect(http.request({ path: '/' })).rejects
    await refused.toMatchObject({ code: 'quota_exceeded', status: 429, next: 'wait', retryAfter: 9, traceId: 't' })
    const newer = client(async () =>
      Response.json({ ...problem, code: 'too_fancy', next: 'fix' }, { status: 499 }),
    ).http
    await expect(newer.request({ path: '/' })).rejects.toMatchObject({ code: 'internal', status: 429, next: 'fix' })
  })

  it('SE10 the page of a proxy becomes an error by its status', async () => {
    const page = (status: number, headers = {}) => client(async () => new Response('<html>', { status, headers })).http
    await expect(page(502).request({ path: '/' })).rejects.toMatchObject({ code: 'internal', status: 502 })
    const busy = page(503, { 'retry-after': '7' }).request({ path: '/' })
    await expect(busy).rejects.toMatchObject({ code: 'overloaded', retryAfter: 7 })
    await expect(page(200).request({ path: '/' })).toFailWithCode('network')
  })

  it('DX1 every way of giving up has its code, and leaves no timer', async () => {
    const failing = client(async () => {
      throw new TypeError('fetch failed')
    })
    await expect(failing.http.request({ path: '/' })).toFailWithCode('network')
    const { http, clock, closing } = client(hanging)
    const late = http.request({ path: '/' })
    await Promise.all([expect(late).toFailWithCode('timeout'), clock.advance(30_000)])
    const abort = new AbortController()
    const aborted = http.request({ path: '/', signal: abort.signal })
    abort.abort('enough')
    await expect(aborted).rejects.toMatchObject({ code: 'aborted', cause: 'enough' })
    const closed = http.request({ path: '/' })
    closing.abort()
    await expect(closed).toFailWithCode('closed')
    expect(clock.waiting).toBe(0)
  })

  it('SE3 no token and no cookie travels but in the header', async () => {
    const seen: Request[] = []
    const { http } = client(async (input, init) => {
      seen.push(new Request(input, init))
      return Response.json({})
    })
    const tokens = { token: async () => 'secret', refuse: () => {} }
    await http.request({ path: '/x', query: { a: 1, b: undefined, c: 'ä' } }, tokens)
    const [request] = seen
    expect(request?.url).toBe('http://s/x?a=1&c=%C3%A4')
    expect(request?.headers.get('authorization')).toBe('Bearer secret')
    expect(request?.headers.get('accept-language')).toBe('de')
    expect(request?.credentials).toBe('omit')
  })
})
