import { afterEach, describe, expect, it, vi } from 'vitest'
import { chatFixture } from '../testing/chat-fixture.ts'
import type { FakeServer } from '../testing/fake-server.ts'
import { memoryStorage } from '../testing/memory-storage.ts'

const sent = (server: FakeServer) => server.frames.filter(frame => frame.type === 'command')
const questions = (server: FakeServer) =>
  [...server.world.threads.values()].flatMap(({ messages }) =>
    [...messages.values()]
      .filter(({ role }) => role === 'user')
      .map(({ parts }) => parts.map(part => 'text' in part && part.text).join('')),
  )

afterEach(() => {
  vi.unstubAllGlobals()
})

describe('the kept outbox', () => {
  it('RT11 the outbox survives a reload: the next page shows and sends what waits', async () => {
    await using fixture = chatFixture()
    const before = fixture.open()
    await Promise.all([before.connect(), fixture.pass()])
    fixture.server.kill()
    before.thread().send('Before the reload')
    await before.close()
    const after = fixture.open()
    await fixture.pass()
    const [entry] = after.$outbox.get()
    expect(entry).toMatchObject({ command: 'createThread', state: 'queued' })
    const thread = after.thread(entry?.thread ?? '')
    const [key = ''] = thread.$timeline.get().keys
    expect(thread.$message(key).get()?.parts).toEqual([{ kind: 'text', text: 'Before the reload' }])
    fixture.server.start()
    await Promise.all([after.connect(), fixture.pass(60_000)])
    expect(questions(fixture.server)).toEqual(['Before the reload'])
    expect(thread.id).not.toBeNull()
    expect(thread.$timeline.get().keys).toHaveLength(2)
    expect(after.$outbox.get()).toEqual([])
  })

  it('RT11 what a first visitor wrote before the server knew them survives a reload, and is sent once', async () => {
    const storage = memoryStorage()
    await using fixture = chatFixture()
    fixture.server.kill()
    const before = fixture.open({ storage })
    before.thread().send('Is anybody there?')
    await fixture.pass()
    await before.close()
    const after = fixture.open({ storage })
    await fixture.pass()
    expect(after.$outbox.get()).toMatchObject([{ command: 'createThread', state: 'queued' }])
    fixture.server.start()
    await Promise.all([after.connect(), fixture.pass(60_000)])
    expect(questions(fixture.server)).toEqual(['Is anybody there?'])
    expect(after.$outbox.get()).toEqual([])
    const kept = Array.from({ length: storage.length }, (_, index) => storage.getItem(storage.key(index) ?? ''))
    expect(kept.join()).not.toContain('Is anybody there?')
  })

  it('SE1 what a visitor wrote is not sent by a known user', async () => {
    const storage = memoryStorage()
    await using fixture = chatFixture()
    fixture.server.kill()
    const visitor = fixture.open({ storage })
    visitor.thread().send('Secret')
    await visitor.close()
    fixture.server.start()
    const ada = fixture.open({ storage, getToken: async () => 'ada' })
    await Promise.all([ada.connect(), fixture.pass()])
    expect(questions(fixture.server)).toEqual([])
    const kept = Array.from({ length: storage.length }, (_, index) => storage.getItem(storage.key(index) ?? ''))
    expect(kept.join()).not.toContain('Secret')
  })

  it('RT11 an edit that waited over a reload is shown at its message, and sent', async () => {
    await using fixture = chatFixture()
    const before = fixture.open()
    const written = before.thread()
    const { key } = written.send('One')
    await fixture.pass()
    const id = written.$message(key).get()?.id ?? ''
    fixture.server.drop(4000, 30)
    await fixture.pass()
    written.edit(key, 'Uno')
    await before.close()
    fixture.server.refuse({ code: 'rate_limited', retryAfter: 5, only: 'commands' })
    const thread = fixture.open().thread(written.id ?? '')
    await fixture.pass()
    expect(thread.$message(id).get()?.delivery).toMatchObject({ state: 'pending', command: 'edit', text: 'Uno' })
    await fixture.pass(10_000)
    expect(thread.$message(id).get()).toMatchObject({ delivery: { state: 'sent' }, parts: [{ text: 'Uno' }] })
  })

  it('RT11 two pages of one user: what one holds is not sent by the other, with locks', async () => {
    const held = new Set<string>()
    const request = async (name: string, { ifAvailable = false }: LockOptions, call: (lock: unknown) => unknown) => {
      if (held.has(name) && ifAvailable) await call(null)
      if (held.has(name)) return
      held.add(name)
      await Promise.resolve(call({ name })).finally(() => held.delete(name))
    }
    vi.stubGlobal('navigator', { locks: { request } })
    await using fixture = chatFixture()
    const first = fixture.open()
    await Promise.all([first.connect(), fixture.pass()])
    fixture.server.drop(4000, 30)
    await fixture.pass()
    first.thread().send('Mine')
    const second = fixture.open()
    await Promise.all([second.connect(), fixture.pass()])
    expect(second.$outbox.get()).toEqual([])
    expect(sent(fixture.server)).toEqual([])
    await first.close()
    const third = fixture.open()
    await Promise.all([third.connect(), fixture.pass()])
    expect(questions(fixture.server)).toEqual(['Mine'])
  })

  it('RT11 without locks two pages may both send it, and it is done once', async () => {
    await using fixture = chatFixture()
    const first = fixture.open()
    await Promise.all([first.connect(), fixture.pass()])
    fixture.server.drop(4000, 30)
    await fixture.pass()
    first.thread().send('Ours')
    const second = fixture.open()
    await Promise.all([second.connect(), fixture.pass()])
    await fixture.pass(60_000)
    expect(questions(fixture.server)).toEqual(['Ours'])
    expect([...first.$outbox.get(), ...second.$outbox.get()]).toEqual([])
  })

  it('SE1 another user finds nothing of the one before, in memory or on the device', async () => {
    const storage = memoryStorage()
    await using fixture = chatFixture()
    let user = 'ada'
    const chat = fixture.open({ storage, getToken: async () => user })
    const thread = chat.thread()
    thread.send('Hi')
    chat.$threads.get()
    await fixture.pass()
    expect(chat.$threads.get().items).toHaveLength(1)
    fixture.server.drop()
    thread.send('Secret')
    user = 'eve'
    fixture.server.sessions.revoke()
    await fixture.pass(60_000)
    expect(chat.$session.get()?.user.name).toBe('eve')
    expect(chat.$outbox.get()).toEqual([])
    expect(chat.$threads.get().items).toEqual([])
    expect(thread.$timeline.get()).toMatchObject({ status: 'gone', keys: [] })
    const kept = Array.from({ length: storage.length }, (_, index) => storage.getItem(storage.key(index) ?? ''))
    expect(kept.join()).not.toContain('Secret')
    expect(questions(fixture.server)).toEqual(['Hi'])
  })

  it('SE1 another user at the renewal of a token gets a connection of their own', async () => {
    await using fixture = chatFixture()
    let user = 'ada'
    const chat = fixture.open({ getToken: async () => user })
    chat.$threads.get()
    chat.thread().send('Hi')
    await fixture.pass()
    user = 'eve'
    await fixture.pass(600_000)
    expect(chat.$session.get()?.user.name).toBe('eve')
    expect(chat).toBeConnected()
    expect([...fixture.server.connections].map(connection => connection.user)).toEqual([chat.$session.get()?.user.id])
    expect(chat.$threads.get()).toMatchObject({ status: 'ready', items: [] })
  })

  it('SE1 a page of another user drops what a dead page left', async () => {
    const storage = memoryStorage()
    await using fixture = chatFixture()
    const ada = fixture.open({ storage, getToken: async () => 'ada' })
    await Promise.all([ada.connect(), fixture.pass()])
    fixture.server.kill()
    ada.thread().send('Secret')
    await ada.close()
    fixture.server.start()
    const eve = fixture.open({ storage, getToken: async () => 'eve' })
    await Promise.all([eve.connect(), fixture.pass()])
    const kept = Array.from({ length: storage.length }, (_, index) => storage.getItem(storage.key(index) ?? ''))
    expect(kept.join()).not.toContain('Secret')
    expect(questions(fixture.server)).toEqual([])
  })

  it('EM6 a storage that is blocked costs the memory of a reload and nothing else', async () => {
    const blocked = (): never => {
      throw new DOMException('blocked', 'SecurityError')
    }
    await using fixture = chatFixture()
    const storage = { length: 0, key: blocked, getItem: blocked, setItem: blocked, removeItem: blocked }
    const answer = fixture.open({ storage }).thread().send('Hi')
    await fixture.pass()
    await expect(answer.done).resolves.toMatchObject({ role: 'assistant' })
  })
})
