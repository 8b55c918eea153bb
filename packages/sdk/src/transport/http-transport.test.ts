import { closeCodes } from '@chat-view/protocol/codes'
import { describe, expect, it, vi } from 'vitest'
import type { Chat } from '../chat.ts'
import { textOfParts } from '../messages/text-of-parts.ts'
import { type ChatFixture, chatFixture } from '../testing/chat-fixture.ts'

const said = 'You said: Hello. This is a long answer that takes its time 😀'
const script = { answer: () => said, pace: { mode: 'slow' } } as const

const online = async (fixture: ChatFixture, options: Parameters<ChatFixture['open']>[0] = { transport: 'http' }) => {
  const chat = fixture.open(options)
  await Promise.all([chat.connect(), fixture.pass(20_000)])
  return chat
}

const streams = ({ server }: ChatFixture) =>
  server.requests.filter(({ path, method }) => path === '/v1/events' && method === 'POST').length

/** Asks, lets something happen in the middle, and answers the text as it is at the end. */
const talk = async (fixture: ChatFixture, chat: Chat, meanwhile: () => void) => {
  const answer = chat.thread().send('Hello')
  let pieces = ''
  const reading = (async () => {
    for await (const piece of answer) pieces += piece
  })()
  await fixture.pass(100)
  meanwhile()
  await fixture.pass(60_000)
  const message = await answer.done
  await reading
  return { pieces, text: textOfParts(message.parts) }
}

describe('HttpTransport', () => {
  it('RT12 a whole conversation over HTTP, which the state of the connection names', async () => {
    await using fixture = chatFixture(script)
    const chat = await online(fixture)
    expect(chat).toBeConnected('http')
    expect(await talk(fixture, chat, () => {})).toEqual({ pieces: said, text: said })
    expect(fixture.server.frames.filter(({ type }) => type === 'command')).toHaveLength(1)
    expect(streams(fixture)).toBe(1)
  })

  it('RT4 a stream that breaks in the middle of an answer loses nothing and repeats nothing', async () => {
    await using fixture = chatFixture(script)
    const chat = await online(fixture)
    expect(await talk(fixture, chat, () => fixture.server.drop())).toEqual({ pieces: said, text: said })
    expect(streams(fixture)).toBe(2)
  })

  it('RT12.2 requests that come to another node open the stream anew, from its last id', async () => {
    await using fixture = chatFixture(script)
    const chat = await online(fixture)
    fixture.server.way = { requests: 'elsewhere' }
    const states: string[] = []
    chat.$connection.listen(({ state }) => states.push(state))
    expect(await talk(fixture, chat, () => void chat.thread().typing())).toEqual({ pieces: said, text: said })
    expect(streams(fixture)).toBeGreaterThan(1)
    expect(states).toEqual([])
  })

  it('RT12.4 a stream that is held back on its way is noticed, and events are polled', async () => {
    await using fixture = chatFixture(script)
    fixture.server.way = { streams: 'held back' }
    const chat = await online(fixture)
    expect(chat).toBeConnected('http')
    expect(await talk(fixture, chat, () => {})).toEqual({ pieces: said, text: said })
    const states: string[] = []
    chat.$connection.listen(({ state }) => states.push(state))
    await fixture.pass(120_000)
    expect(states).toEqual([])
  })

  it('RT12.4 a stream that is held back until its server gives it up is noticed by what comes at once then', async () => {
    await using fixture = chatFixture(script)
    fixture.server.way = { streams: 'held back' }
    const logger = { debug: vi.fn(), warn: vi.fn() }
    const chat = fixture.open({ transport: 'http', logger })
    const connected = chat.connect()
    // Sooner than the client's own patience, as where heartbeats come each second.
    await fixture.pass(2_000)
    fixture.server.drop(closeCodes.heartbeat_lost)
    await fixture.pass(0)
    await connected
    expect(logger.debug).toHaveBeenCalledWith(expect.stringContaining('held back'))
    expect(chat).toBeConnected()
    expect(await talk(fixture, chat, () => {})).toEqual({ pieces: said, text: said })
  })

  it.each([
    [0, 1],
    [25_000, 0],
  ])('RT12.4 heartbeats that stay away after %i ms are a stream held back %i times', async (after, times) => {
    await using fixture = chatFixture()
    const logger = { debug: vi.fn(), warn: vi.fn() }
    const chat = fixture.open({ transport: 'http', logger })
    await Promise.all([chat.connect(), fixture.pass(after)])
    fixture.server.silent = true
    await fixture.pass(50_000)
    const told = logger.debug.mock.calls.filter(([message]) => message.includes('held back'))
    expect(told).toHaveLength(times)
  })

  it('RT12.4 after a while of polling a stream is tried again', async () => {
    await using fixture = chatFixture(script)
    fixture.server.way = { streams: 'held back' }
    const chat = await online(fixture)
    fixture.server.way = {}
    await fixture.pass(340_000)
    const before = streams(fixture)
    await fixture.pass(200_000)
    expect(streams(fixture)).toBe(before)
    expect(chat).toBeConnected()
  })

  it('RT8 a stream that has died is noticed within two intervals', async () => {
    await using fixture = chatFixture()
    const chat = await online(fixture)
    fixture.server.silent = true
    await fixture.pass(39_000)
    expect(chat).toBeConnected()
    const states: string[] = []
    chat.$connection.listen(({ state }) => states.push(state))
    await fixture.pass(2_000)
    expect(states).toContain('waiting')
  })

  it('RT9 close codes count as on a socket: refresh, and stop', async () => {
    await using fixture = chatFixture()
    const chat = await online(fixture)
    const sessions = () => fixture.server.requests.filter(({ path }) => path === '/v1/sessions').length
    fixture.server.sessions.revoke()
    fixture.server.drop(4100)
    await fixture.pass(1_000)
    expect([chat.$connection.get().state, sessions()]).toEqual(['connected', 2])
    fixture.server.drop(4203)
    await fixture.pass(1_000)
    expect(chat.$connection.get()).toEqual({ state: 'closed', reason: 'session_ended' })
  })

  it('RT9 what the server refuses to open is waited for as long as it says', async () => {
    await using fixture = chatFixture()
    fixture.server.refuse({ code: 'overloaded', retryAfter: 30, only: '/v1/events' })
    const chat = fixture.open({ transport: 'http' })
    const connected = chat.connect()
    await fixture.pass(29_000)
    expect(chat.$connection.get()).toMatchObject({ state: 'waiting', reason: 'overloaded' })
    await Promise.all([connected, fixture.pass(2_000)])
  })

  it('RT11 commands that are refused on the way are tried again when they may be, under their ids', async () => {
    await using fixture = chatFixture()
    const chat = await online(fixture)
    fixture.server.refuse({ code: 'rate_limited', retryAfter: 5, only: '/v1/events/' })
    const answer = chat.thread().send('Hello')
    await fixture.pass(1_000)
    expect(chat.$outbox.get()).toMatchObject([{ state: 'waiting', error: { code: 'rate_limited' } }])
    await fixture.pass(20_000)
    await expect(answer.done).resolves.toMatchObject({ generation: { state: 'done' } })
    expect(chat).toBeConnected()
  })

  it('SE3 no token is in an address, and what is asked is asked without cookies', async () => {
    await using fixture = chatFixture()
    await online(fixture, { transport: 'http', locale: 'de-AT' })
    const events = fixture.server.requests.filter(({ path }) => path.startsWith('/v1/events'))
    expect(events.length).toBeGreaterThan(0)
    for (const { path, headers } of events) {
      expect(path).not.toContain('?')
      expect(headers.get('authorization')).toMatch(/^Bearer /)
      expect(headers.get('accept-language')).toBe('de-AT')
    }
  })

  it('DX1 closing leaves no timer and no request', async () => {
    const fixture = chatFixture(script)
    const chat = await online(fixture)
    chat.thread().send('Hello')
    await fixture.pass(100)
    await chat.close()
    await fixture.pass()
    expect(fixture.server.connections.size).toBe(0)
    await fixture[Symbol.asyncDispose]()
    expect(fixture.clock.waiting).toBe(0)
  })
})
