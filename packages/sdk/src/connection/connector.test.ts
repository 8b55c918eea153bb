import { afterEach, describe, expect, it, vi } from 'vitest'
import { ChatError } from '../errors/chat-error.ts'
import { chatFixture } from '../testing/chat-fixture.ts'
import type { FakeServer } from '../testing/fake-server.ts'
import type { Connection } from './connection.ts'

const hellos = (server: FakeServer) => server.frames.filter(({ type }) => type === 'hello').length
const sessions = (server: FakeServer) => server.requests.filter(({ path }) => path === '/v1/sessions').length

describe('connection', () => {
  afterEach(() => vi.restoreAllMocks())

  it('RT10 goes through its states with reason and time of the next try, and connects again by itself', async () => {
    await using fixture = chatFixture()
    const chat = fixture.open()
    const states: Connection[] = []
    chat.$connection.listen(state => states.push(state))
    await Promise.all([chat.connect(), fixture.pass()])
    fixture.server.kill()
    const waiting = chat.$connection.get()
    expect(waiting).toMatchObject({ state: 'waiting', reason: 'network', attempt: 1 })
    expect(waiting.state === 'waiting' && waiting.retryAt >= fixture.clock.now()).toBe(true)
    fixture.server.start()
    await fixture.pass(60_000)
    expect(states.map(({ state }) => state)).toEqual(['connecting', 'connected', 'waiting', 'connecting', 'connected'])
  })

  it('RT9 goes on trying while nobody listens', async () => {
    await using fixture = chatFixture()
    fixture.server.kill()
    const chat = fixture.open()
    const connected = chat.connect()
    await fixture.pass(300_000)
    expect(fixture.server.requests.length).toBeGreaterThan(8)
    fixture.server.start()
    await fixture.pass(60_000)
    await expect(connected).resolves.toBeUndefined()
  })

  it('RT9 a close code of the range 4100 gets a new token and connects at once', async () => {
    await using fixture = chatFixture()
    const chat = fixture.open()
    await Promise.all([chat.connect(), fixture.pass()])
    fixture.server.sessions.revoke()
    fixture.server.drop(4177)
    await fixture.pass()
    expect(chat).toBeConnected()
    expect([hellos(fixture.server), sessions(fixture.server)]).toEqual([2, 2])
  })

  it('RT9 fresh tokens that are refused again and again end it', async () => {
    await using fixture = chatFixture()
    const chat = fixture.open()
    await Promise.all([chat.connect(), fixture.pass()])
    fixture.server.sessions.userOf = () => {
      throw new ChatError('token_invalid')
    }
    fixture.server.drop()
    await fixture.pass(120_000)
    expect(chat.$connection.get()).toEqual({ state: 'closed', reason: 'token_expired' })
    expect(hellos(fixture.server)).toBeLessThan(8)
    const refusing = fixture.open({ getToken: async () => 'bad' })
    const connected = refusing.connect()
    await Promise.all([expect(connected).toFailWithCode('token_invalid'), fixture.pass(120_000)])
    expect(refusing.$connection.get()).toEqual({ state: 'closed', reason: 'token_invalid' })
  })

  it('RT9 a close code of the range 4200 stops it until the user wants to try again', async () => {
    await using fixture = chatFixture()
    const chat = fixture.open()
    await Promise.all([chat.connect(), fixture.pass()])
    fixture.server.drop(4203)
    await fixture.pass(600_000)
    expect(chat.$connection.get()).toEqual({ state: 'closed', reason: 'session_ended' })
    expect(hellos(fixture.server)).toBe(1)
    await Promise.all([chat.reconnect(), fixture.pass()])
    expect(chat).toBeConnected()
  })

  it('RT9 what the server asks for before it closes is kept to', async () => {
    await using fixture = chatFixture()
    const chat = fixture.open()
    await Promise.all([chat.connect(), fixture.pass()])
    fixture.server.drop(4000, 20)
    await fixture.pass()
    expect(chat.$connection.get()).toMatchObject({ state: 'waiting', reason: 'shutting_down' })
    await fixture.pass(19_000)
    expect(hellos(fixture.server)).toBe(1)
    await fixture.pass(20_000)
    expect(hellos(fixture.server)).toBe(2)
  })

  it('RT9 a project that does not let this page in is an end, not something to try again', async () => {
    await using fixture = chatFixture()
    fixture.server.refuse({ code: 'origin_denied', only: '/v1/sessions' })
    const connected = fixture.open().connect()
    await Promise.all([expect(connected).toFailWithCode('origin_denied'), fixture.pass()])
  })

  it.each([401, 403, 404])('RT9 the page of a proxy on the way, %i, ends nothing for good', async status => {
    await using fixture = chatFixture()
    const { fetch: real = globalThis.fetch } = fixture.server.options
    let pages = 6
    const fetch: typeof globalThis.fetch = async (input, init) =>
      String(input).endsWith('/v1/sessions') && pages-- > 0
        ? new Response('<h1>No</h1>', { status })
        : real(input, init)
    const connected = fixture.open({ fetch }).connect()
    await fixture.pass(120_000)
    await expect(connected).resolves.toBeUndefined()
  })

  it('RT9 a host that has no token for minutes, as without a network after a sleep, is asked on', async () => {
    await using fixture = chatFixture()
    let isDown = false
    const getToken = async () => {
      if (isDown) throw new TypeError('fetch failed')
      return 'ada'
    }
    const chat = fixture.open({ getToken })
    await Promise.all([chat.connect(), fixture.pass()])
    isDown = true
    fixture.clock.sleep(3_600_000)
    await fixture.pass(300_000)
    expect(chat.$connection.get()).toMatchObject({ state: 'waiting', reason: 'unauthenticated' })
    isDown = false
    await fixture.pass(60_000)
    expect(chat).toBeConnected()
  })

  it('RT8 a silent peer is noticed within two intervals', async () => {
    await using fixture = chatFixture({ heartbeat: 10_000 })
    const chat = fixture.open()
    await Promise.all([chat.connect(), fixture.pass()])
    const reasons: string[] = []
    chat.$connection.listen(state => 'reason' in state && reasons.push(state.reason))
    fixture.server.silent = true
    await fixture.pass(19_000)
    expect(reasons).toEqual([])
    await fixture.pass(1_000)
    expect(reasons).toEqual(['heartbeat_lost'])
  })

  it('RT8 a peer that is heard stays, and its pings are answered', async () => {
    await using fixture = chatFixture({ heartbeat: 10_000 })
    const chat = fixture.open()
    await Promise.all([chat.connect(), fixture.pass()])
    await fixture.pass(60_000)
    expect(hellos(fixture.server)).toBe(1)
    expect(fixture.server.frames.filter(({ type }) => type === 'pong')).toHaveLength(6)
  })

  it('SE1 the token is renewed before it ends, on the open connection', async () => {
    await using fixture = chatFixture({ heartbeat: 3_600_000 })
    fixture.server.sessions.ahead = 3_600_000
    const chat = fixture.open()
    await Promise.all([chat.connect(), fixture.pass()])
    await fixture.pass(539_000)
    expect(fixture.server.frames.some(({ type }) => type === 'renew')).toBe(false)
    await fixture.pass(2_000)
    expect(fixture.server.frames.filter(({ type }) => type === 'renew')).toHaveLength(1)
    await fixture.pass(1_200_000)
    expect(fixture.server.frames.filter(({ type }) => type === 'renew')).toHaveLength(3)
    expect(hellos(fixture.server)).toBe(1)
  })

  it('SE1 a host that cannot renew the token is asked again with growing pauses, while the connection lives on', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(1)
    await using fixture = chatFixture({ heartbeat: 3_600_000 })
    const asked: number[] = []
    const getToken = async () => {
      asked.push(fixture.clock.now())
      if (asked.length > 1) throw new ChatError('network')
      return 'ada'
    }
    const chat = fixture.open({ getToken })
    await Promise.all([chat.connect(), fixture.pass()])
    await fixture.pass(555_000)
    const pauses = asked.slice(2).map((at, index) => at - (asked[index + 1] ?? 0))
    expect(pauses.length).toBeGreaterThan(2)
    for (const [index, pause] of pauses.entries()) expect(pause).toBeGreaterThan(pauses[index - 1] ?? 0)
    expect(chat).toBeConnected()
  })

  it('SE5 a server that asks for a pause before a new token is given it', async () => {
    await using fixture = chatFixture({ heartbeat: 3_600_000 })
    const chat = fixture.open()
    await Promise.all([chat.connect(), fixture.pass()])
    fixture.server.refuse({ code: 'rate_limited', retryAfter: 20, times: 9, only: '/v1/sessions' })
    const before = sessions(fixture.server)
    await fixture.pass(559_000)
    expect(sessions(fixture.server) - before).toBe(1)
  })

  it('DX1 waiting for a connection can be given up', async () => {
    await using fixture = chatFixture()
    fixture.server.kill()
    const abort = new AbortController()
    const connected = fixture.open().connect({ signal: abort.signal })
    abort.abort()
    await expect(connected).toFailWithCode('aborted')
  })
})
