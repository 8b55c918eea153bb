import type { Session } from '@chat-view/protocol'
import { describe, expect, it } from 'vitest'
import { HttpClient } from '../http/http-client.ts'
import { openDeviceStorage, visitorName } from '../storage/device-storage.ts'
import { chatFixture } from '../testing/chat-fixture.ts'
import { SessionKeeper } from './session-keeper.ts'

describe('sessions', () => {
  it('SE1 a visitor comes back as the same one', async () => {
    await using fixture = chatFixture()
    const first = fixture.open()
    await Promise.all([first.connect(), fixture.pass()])
    const again = fixture.open()
    await Promise.all([again.connect(), fixture.pass()])
    expect(again.$session.get()?.user.id).toBe(first.$session.get()?.user.id)
    expect(again.$session.get()).toMatchObject({ user: { kind: 'visitor' }, project: { key: 'pk_fake' } })
  })

  it('SE1 a visitor stays the same one over new tokens, also where nothing can be kept', async () => {
    await using fixture = chatFixture()
    const chat = fixture.open({ storage: false })
    const thread = chat.thread()
    const answer = thread.send('Hi')
    await fixture.pass()
    const { user } = chat.$session.get() ?? {}
    await fixture.pass(3_600_000)
    expect(chat.$session.get()?.user).toEqual(user)
    expect(thread.$message(answer.key).get()).not.toBeNull()
    expect(fixture.server.frames.filter(({ type }) => type === 'renew').length).toBeGreaterThan(4)
  })

  it('SE1 a visitor stays the same one when a proxy on the way refuses', async () => {
    await using fixture = chatFixture()
    const { fetch: real = globalThis.fetch } = fixture.server.options
    let refuses = false
    const fetch: typeof globalThis.fetch = async (input, init) => {
      if (!refuses) return real(input, init)
      refuses = false
      return new Response('<h1>Sign in</h1>', { status: 401 })
    }
    const first = fixture.open({ fetch })
    await Promise.all([first.connect(), fixture.pass()])
    await first.close()
    refuses = true
    const again = fixture.open({ fetch })
    await Promise.all([again.connect(), fixture.pass(5_000)])
    expect(again.$session.get()?.user.id).toBe(first.$session.get()?.user.id)
  })

  it('SE1 a visitor whose proof is no longer good comes as a new one', async () => {
    await using fixture = chatFixture()
    const items = new Map([['chat-view:http://fake.test:pk_fake:visitor', 'bad']])
    const storage = {
      length: 0,
      key: () => null,
      getItem: (name: string) => items.get(name) ?? null,
      setItem: (name: string, value: string) => void items.set(name, value),
      removeItem: (name: string) => void items.delete(name),
    }
    const chat = fixture.open({ storage })
    await Promise.all([chat.connect(), fixture.pass()])
    expect(chat.$session.get()?.user.kind).toBe('visitor')
    expect(items.get('chat-view:http://fake.test:pk_fake:visitor')).not.toBe('bad')
  })

  it('SE1 a visitor who is forgotten leaves no proof in memory: who comes next is somebody else', async () => {
    await using fixture = chatFixture()
    const { clock } = fixture
    const { signal: closing } = new AbortController()
    const { fetch = globalThis.fetch, server, project } = fixture.server.options
    const http = new HttpClient({ server, fetch, clock, locale: undefined, closing })
    const storage = openDeviceStorage(false, '')
    const users: string[] = []
    const changed = ({ user }: Session) => void users.push(user.id)
    const about = { project, getToken: undefined, http, storage, lock: null, clock, closing, changed }
    const keeper = new SessionKeeper(about)
    await keeper.token(closing)
    keeper.forget()
    storage.set(visitorName, null)
    await keeper.token(closing)
    expect(new Set(users).size).toBe(2)
  })

  it('SE1 the token of the host is asked for once, however many need it, and named to the server alone', async () => {
    await using fixture = chatFixture()
    let asked = 0
    const getToken = async () => `ada#${++asked}`
    const chat = fixture.open({ getToken })
    chat.threads.list().catch(() => {})
    await Promise.all([chat.connect(), chat.threads.list(), fixture.pass()])
    expect(asked).toBe(1)
    expect(chat.$session.get()?.user).toMatchObject({ kind: 'known', name: 'ada' })
    expect(fixture.server.requests.map(({ path }) => path).join()).not.toContain('ada')
  })

  it('SE1 a request whose token is refused gets a new one and is tried once more', async () => {
    await using fixture = chatFixture()
    const chat = fixture.open()
    await Promise.all([chat.connect(), fixture.pass()])
    fixture.server.sessions.revoke()
    await expect(chat.threads.list()).resolves.toMatchObject({ items: [] })
    fixture.server.refuse({ code: 'token_invalid', times: 2, only: '/v1/threads' })
    await expect(chat.threads.list()).rejects.toMatchObject({ code: 'token_invalid', status: 401 })
  })

  it('RT10 a host that has no token for now is asked again', async () => {
    await using fixture = chatFixture()
    let asked = 0
    const getToken = async () => {
      if (++asked < 3) throw new Error('down')
      return 'ada'
    }
    const chat = fixture.open({ getToken })
    const connected = chat.connect()
    await fixture.pass()
    expect(chat.$connection.get()).toMatchObject({ state: 'waiting', reason: 'unauthenticated' })
    await fixture.pass(60_000)
    await expect(connected).resolves.toBeUndefined()
  })

  it('RT10 a host whose token never comes is given up in time, told so, and asked again', async () => {
    await using fixture = chatFixture()
    const signals: AbortSignal[] = []
    const getToken = ({ signal }: { signal: AbortSignal }) =>
      signals.push(signal) < 3 ? new Promise<string>(() => {}) : Promise.resolve('ada')
    const chat = fixture.open({ getToken })
    const connected = chat.connect()
    const asked = chat.threads.list().catch(error => error)
    await fixture.pass(29_999)
    expect(chat.$connection.get()).toMatchObject({ state: 'connecting' })
    expect(signals.map(({ aborted }) => aborted)).toEqual([false])
    await fixture.pass(1)
    expect(chat.$connection.get()).toMatchObject({ state: 'waiting', reason: 'timeout' })
    expect(signals[0]?.aborted).toBe(true)
    expect(await asked).toMatchObject({ name: 'ChatError', code: 'timeout' })
    await fixture.pass(90_000)
    await expect(connected).resolves.toBeUndefined()
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, true, false])
  })

  it('DX1 a token that is waited for holds up no chat that is closed, and leaves no timer', async () => {
    await using fixture = chatFixture()
    const signals: AbortSignal[] = []
    const getToken = ({ signal }: { signal: AbortSignal }) => {
      signals.push(signal)
      return new Promise<string>(() => {})
    }
    const chat = fixture.open({ getToken })
    const connected = chat.connect().catch(error => error)
    await fixture.pass()
    await chat.close()
    await fixture.pass()
    expect(await connected).toMatchObject({ code: 'closed' })
    expect(signals.map(({ aborted }) => aborted)).toEqual([true])
    expect(fixture.clock.waiting).toBe(0)
  })
})
