import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { abortable } from '../abortable.ts'
import type { Chat } from '../chat.ts'
import { type ChatFixture, chatFixture } from '../testing/chat-fixture.ts'
import { memoryStorage } from '../testing/memory-storage.ts'

type Request = (name: string, options: LockOptions, call: (lock: unknown) => unknown) => Promise<unknown>

const proofName = 'chat-view:http://fake.test:pk_fake:visitor'
const userName = 'chat-view:http://fake.test:pk_fake:user'

/** Locks of a browser: a first visit waits for the one before it, all others are granted. */
const browserLocks = (before: Promise<void> = Promise.resolve()): { request: Request } => {
  let last = before
  const request: Request = async (name, { signal }, call) => {
    if (name !== proofName) return call({ name })
    const former = last
    const { promise, resolve } = Promise.withResolvers<void>()
    last = former.then(() => promise)
    try {
      await abortable(former, signal)
      return await call({ name })
    } finally {
      resolve()
    }
  }
  return { request }
}

/** A page of these locks on which two chats with the storage of the browser begin at once. */
const twoAtOnce = async (fixture: ChatFixture, locks?: { request: Request }, wait = 0): Promise<Chat[]> => {
  vi.stubGlobal('navigator', { locks })
  const chats = [fixture.open({ storage: undefined }), fixture.open({ storage: undefined })]
  await Promise.all([...chats.map(chat => chat.connect()), fixture.pass(wait)])
  return chats
}

const idOf = (chat: Chat | undefined): string => chat?.$session.get()?.user.id ?? 'nobody'
const idsOf = (chats: readonly Chat[]): string[] => [...new Set(chats.map(idOf))]

beforeEach(() => {
  vi.stubGlobal('localStorage', memoryStorage())
})

afterEach(() => {
  vi.unstubAllGlobals()
})

describe('a first visit', () => {
  it('SE1.1 chats that begin it at once are one visitor, and keep what they said for hours', async () => {
    await using fixture = chatFixture()
    const chats = await twoAtOnce(fixture)
    const ids = idsOf(chats)
    expect(ids).toHaveLength(1)
    const threads = chats.map(chat => chat.thread())
    const answers = threads.map(thread => thread.send('Hi'))
    await fixture.pass(3_600_000)
    expect(idsOf(chats)).toEqual(ids)
    threads.forEach((thread, at) => {
      expect(thread.$message(answers[at]?.key ?? '').get()).not.toBeNull()
    })
    const later = fixture.open({ storage: undefined })
    await Promise.all([later.connect(), fixture.pass()])
    expect(idOf(later)).toBe(ids[0])
    expect((await later.threads.list()).items).toHaveLength(2)
  })

  it('SE1.1 where there are locks they come one after the other, and nobody is made for nothing', async () => {
    await using fixture = chatFixture()
    expect(idsOf(await twoAtOnce(fixture, browserLocks()))).toHaveLength(1)
    expect(fixture.server.world.users.size).toBe(1)
  })

  it('SE1.1 where locks are refused they come all the same, as one', async () => {
    await using fixture = chatFixture()
    const refused = { request: () => Promise.reject(new DOMException('denied', 'SecurityError')) }
    expect(idsOf(await twoAtOnce(fixture, refused))).toHaveLength(1)
  })

  it('SE1.1 a page that sleeps over its first visit holds up the others for seconds only', async () => {
    await using fixture = chatFixture()
    const asleep = browserLocks(new Promise(() => {}))
    expect(idsOf(await twoAtOnce(fixture, asleep, 5_000))).toHaveLength(1)
  })

  it('SE1.1 a chat that is closed while it waits for the others leaves no timer, and asks for nothing', async () => {
    await using fixture = chatFixture()
    vi.stubGlobal('navigator', { locks: browserLocks(new Promise(() => {})) })
    const chat = fixture.open({ storage: undefined })
    const connected = chat.connect().catch(({ code }) => code)
    await fixture.pass()
    expect(fixture.server.requests).toEqual([])
    await chat.close()
    await fixture.pass(5_000)
    expect(await connected).toBe('closed')
    expect(fixture.clock.waiting).toBe(0)
    expect(fixture.server.world.users.size).toBe(0)
  })

  it('SE1.1 what one of them left unsent is not sent by another visitor', async () => {
    await using fixture = chatFixture()
    const chats = await twoAtOnce(fixture)
    fixture.server.kill()
    for (const chat of chats) {
      chat.thread().send('Secret')
      await chat.close()
    }
    localStorage.removeItem(proofName)
    localStorage.removeItem(userName)
    fixture.server.start()
    const next = fixture.open({ storage: undefined })
    await Promise.all([next.connect(), fixture.pass(60_000)])
    expect(idsOf(chats)).not.toContain(idOf(next))
    expect(fixture.server.world.threads.size).toBe(0)
  })
})

describe('a visitor who is here', () => {
  it('SE1.1 stays the same over new tokens when another is kept on the device, who stays there', async () => {
    await using fixture = chatFixture()
    const [chat] = await twoAtOnce(fixture)
    const id = idOf(chat)
    const thread = chat?.thread()
    const key = thread?.send('Hi').key ?? ''
    await fixture.pass()
    localStorage.setItem(proofName, 'visitor-other')
    await fixture.pass(3_600_000)
    expect(idOf(chat)).toBe(id)
    expect(thread?.$message(key).get()).not.toBeNull()
    expect(localStorage.getItem(proofName)).toBe('visitor-other')
  })

  it('SE1.1 whose proof was taken from the device does not bring it back', async () => {
    await using fixture = chatFixture()
    const [chat] = await twoAtOnce(fixture)
    const id = idOf(chat)
    localStorage.removeItem(proofName)
    await fixture.pass(3_600_000)
    expect(idOf(chat)).toBe(id)
    expect(localStorage.getItem(proofName)).toBeNull()
    const next = fixture.open({ storage: undefined })
    await Promise.all([next.connect(), fixture.pass()])
    expect(idOf(next)).not.toBe(id)
  })

  it('SE1.1 who was erased elsewhere comes back as whoever is here now', async () => {
    await using fixture = chatFixture()
    const [one, other] = await twoAtOnce(fixture)
    const erased = idOf(one)
    await one?.account.erase()
    expect(other?.$connection.get()).toMatchObject({ state: 'closed', reason: 'session_ended' })
    const next = fixture.open({ storage: undefined })
    await Promise.all([next.connect(), fixture.pass()])
    await Promise.all([other?.reconnect(), fixture.pass(60_000)])
    expect(idOf(other)).not.toBe(erased)
    expect(idOf(other)).toBe(idOf(next))
  })
})
