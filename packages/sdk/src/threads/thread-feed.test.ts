import { describe, expect, it } from 'vitest'
import type { Chat } from '../chat.ts'
import { type ChatFixture, chatFixture } from '../testing/chat-fixture.ts'

/** A chat with so many threads, `thread 0` the oldest. */
const withThreads = async (fixture: ChatFixture, count: number): Promise<Chat> => {
  const chat = fixture.open()
  await Promise.all([chat.connect(), fixture.pass()])
  const user = chat.$session.get()?.user.id ?? ''
  for (let index = 0; index < count; index++) {
    fixture.server.world.createThread(user, `thread ${index}`)
    await fixture.pass(1_000)
  }
  return chat
}

const titles = (chat: Chat) => chat.$threads.get().items.map(({ title }) => title)

describe('threads', () => {
  it('RT3 the list is loaded at the first look and stays true', async () => {
    await using fixture = chatFixture()
    const chat = await withThreads(fixture, 2)
    expect(fixture.server.frames.some(({ type }) => type === 'subscribe')).toBe(false)
    expect(chat.$threads.get().status).toBe('loading')
    await fixture.pass()
    expect(titles(chat)).toEqual(['thread 1', 'thread 0'])
    fixture.server.world.createThread(chat.$session.get()?.user.id ?? '', 'thread 2')
    await fixture.pass()
    expect(titles(chat)).toEqual(['thread 2', 'thread 1', 'thread 0'])
  })

  it('RT3 what changes while one is away is there after the reconnect', async () => {
    await using fixture = chatFixture()
    const chat = await withThreads(fixture, 1)
    chat.$threads.get()
    await fixture.pass()
    fixture.server.drop()
    fixture.server.world.createThread(chat.$session.get()?.user.id ?? '', 'meanwhile')
    await fixture.pass(5_000)
    expect(titles(chat)).toEqual(['meanwhile', 'thread 0'])
    expect(fixture.server.frames.filter(frame => frame.type === 'subscribe').at(-1)).toMatchObject({
      feed: true,
      afterSeq: 1,
    })
  })

  it('CV1 threads are renamed, pinned to the top, archived, restored and deleted', async () => {
    await using fixture = chatFixture()
    const chat = await withThreads(fixture, 3)
    chat.$threads.get()
    chat.$archived.get()
    await fixture.pass()
    const [newest, , oldest] = chat.$threads.get().items.map(({ id }) => id)
    await chat.threads.pin(oldest ?? '')
    expect(titles(chat)).toEqual(['thread 0', 'thread 2', 'thread 1'])
    await chat.threads.rename(newest ?? '', 'renamed')
    expect(titles(chat)).toEqual(['thread 0', 'renamed', 'thread 1'])
    await chat.threads.archive(newest ?? '')
    expect(titles(chat)).toEqual(['thread 0', 'thread 1'])
    expect(chat.$archived.get().items.map(({ title }) => title)).toEqual(['renamed'])
    await chat.threads.restore(newest ?? '')
    await chat.threads.pin(oldest ?? '', false)
    await chat.threads.delete(oldest ?? '')
    expect(titles(chat)).toEqual(['renamed', 'thread 1'])
    expect(chat.$archived.get().items).toEqual([])
    await expect(chat.threads.get(oldest ?? '')).rejects.toMatchObject({ code: 'deleted' })
    await expect(chat.threads.rename(newest ?? '', 'late', { version: 1 })).rejects.toMatchObject({ code: 'conflict' })
    expect(chat.$outbox.get()).toEqual([])
  })

  it('ST5 more threads are loaded page by page; one that moves is shown once and none is lost', async () => {
    await using fixture = chatFixture({ pageSize: 2 })
    const chat = await withThreads(fixture, 5)
    chat.$threads.get()
    await fixture.pass()
    expect(titles(chat)).toEqual(['thread 4', 'thread 3'])
    expect(chat.$threads.get().hasMore).toBe(true)
    const last = [...fixture.server.world.threads.values()][0]
    if (last) fixture.server.world.update(last, last.owner, {})
    await fixture.pass()
    await Promise.all([chat.threads.loadMore(), chat.threads.loadMore()])
    await chat.threads.loadMore()
    await chat.threads.loadMore()
    expect(titles(chat)).toEqual(['thread 0', 'thread 4', 'thread 3', 'thread 2', 'thread 1'])
    expect(chat.$threads.get().hasMore).toBe(false)
  })

  it('ST5 a change below what is loaded waits for its page', async () => {
    await using fixture = chatFixture({ pageSize: 2 })
    const chat = await withThreads(fixture, 3)
    chat.$threads.get()
    await fixture.pass()
    const last = [...fixture.server.world.threads.values()][0]
    if (last) fixture.server.world.touch(last)
    await fixture.pass()
    expect(titles(chat)).toEqual(['thread 2', 'thread 1'])
  })

  it('RT3 a feed that begins anew replaces the list, and reads the archived ones again', async () => {
    await using fixture = chatFixture()
    const chat = await withThreads(fixture, 2)
    chat.$threads.get()
    chat.$archived.get()
    await fixture.pass()
    const user = chat.$session.get()?.user.id ?? ''
    fixture.server.drop()
    const [first] = fixture.server.world.threads.values()
    if (first) fixture.server.world.update(first, user, { archivedAt: 1 })
    fixture.server.forget()
    await fixture.pass(5_000)
    expect(titles(chat)).toEqual(['thread 1'])
    expect(chat.$archived.get().items.map(({ title }) => title)).toEqual(['thread 0'])
  })

  it('UX6 a list that cannot be loaded says why, and is tried again', async () => {
    await using fixture = chatFixture()
    const chat = await withThreads(fixture, 1)
    fixture.server.refuse({ code: 'internal', only: '/v1/threads' })
    chat.$archived.get()
    await fixture.pass()
    expect(chat.$archived.get()).toMatchObject({ status: 'failed', error: { code: 'internal' } })
    await chat.threads.loadMore({ archived: true })
    expect(chat.$archived.get()).toMatchObject({ status: 'ready', items: [], error: null })
  })
})
