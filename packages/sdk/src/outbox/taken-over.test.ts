import { afterEach, describe, expect, it, vi } from 'vitest'
import { chatFixture } from '../testing/chat-fixture.ts'
import type { FakeServer } from '../testing/fake-server.ts'
import { settle } from '../testing/manual-clock.ts'
import { memoryStorage } from '../testing/memory-storage.ts'

const questions = (server: FakeServer) =>
  [...server.world.threads.values()].flatMap(({ messages }) =>
    [...messages.values()]
      .filter(({ role }) => role === 'user')
      .map(({ parts }) => parts.map(part => 'text' in part && part.text).join('')),
  )

/** Locks that are granted when the test says so, in the order in which they were asked for. */
const grantedLocks = () => {
  const held = new Set<string>()
  const asked: (() => void)[] = []
  const request = async (name: string, { ifAvailable = false }: LockOptions, call: (lock: unknown) => unknown) => {
    await new Promise<void>(resolve => asked.push(resolve))
    if (held.has(name) && ifAvailable) await call(null)
    if (held.has(name)) return
    held.add(name)
    await Promise.resolve(call({ name })).finally(() => held.delete(name))
  }
  const grant = async () => {
    while (asked.length > 0) {
      for (const resolve of asked.splice(0)) resolve()
      await settle()
    }
  }
  return { request, grant }
}

afterEach(() => {
  vi.unstubAllGlobals()
})

describe('an outbox that is taken over', () => {
  it('RT11 a chat that was closed at once holds no box, and what it left is sent by the next', async () => {
    const locks = grantedLocks()
    await using fixture = chatFixture()
    const before = fixture.open()
    await Promise.all([before.connect(), fixture.pass()])
    fixture.server.kill()
    before.thread().send('Mine')
    await before.close()
    vi.stubGlobal('navigator', { locks })
    await fixture.open().close()
    await locks.grant()
    const after = fixture.open()
    fixture.server.start()
    await Promise.all([after.connect(), locks.grant(), fixture.pass(60_000)])
    await Promise.all([locks.grant(), fixture.pass()])
    expect(questions(fixture.server)).toEqual(['Mine'])
  })

  it('RT11 what a page leaves that goes while the next one begins is sent by that one', async () => {
    const held = new Map<string, Promise<unknown>>()
    const request = async (name: string, { ifAvailable, signal }: LockOptions, call: (lock: unknown) => unknown) => {
      if (held.has(name) && ifAvailable) return call(null)
      while (held.has(name)) await held.get(name)
      signal?.throwIfAborted()
      const done = Promise.resolve(call({ name })).finally(() => held.delete(name))
      held.set(name, done)
      return done
    }
    vi.stubGlobal('navigator', { locks: { request } })
    await using fixture = chatFixture()
    const before = fixture.open()
    await Promise.all([before.connect(), fixture.pass()])
    fixture.server.kill()
    before.thread().send('Mine')
    await settle()
    const after = fixture.open()
    await fixture.pass()
    expect(after.$outbox.get()).toEqual([])
    await before.close()
    await fixture.pass()
    expect(after.$outbox.get()).toMatchObject([{ command: 'createThread' }])
    fixture.server.start()
    await Promise.all([after.connect(), fixture.pass(60_000)])
    expect(questions(fixture.server)).toEqual(['Mine'])
    expect(after.$outbox.get()).toEqual([])
  })

  it('SE1 what a dead page of the former user left does not go to the next one who comes while it is taken over', async () => {
    const locks = grantedLocks()
    await using fixture = chatFixture()
    const storage = memoryStorage()
    const before = fixture.open({ storage, getToken: async () => 'ada' })
    await Promise.all([before.connect(), fixture.pass()])
    fixture.server.kill()
    before.thread().send('Secret')
    await before.close()
    fixture.server.start()
    vi.stubGlobal('navigator', { locks })
    let user = 'ada'
    const page = fixture.open({ storage, getToken: async () => user })
    await Promise.all([page.connect(), fixture.pass()])
    user = 'eve'
    fixture.server.sessions.revoke()
    fixture.server.drop()
    await fixture.pass(5_000)
    expect(page.$session.get()?.user.name).toBe('eve')
    await Promise.all([locks.grant(), fixture.pass()])
    await Promise.all([locks.grant(), fixture.pass(5_000)])
    expect(questions(fixture.server)).toEqual([])
    expect(page.$outbox.get()).toEqual([])
    const kept = Array.from({ length: storage.length }, (_, index) => storage.getItem(storage.key(index) ?? ''))
    expect(kept.join()).not.toContain('Secret')
  })
})
