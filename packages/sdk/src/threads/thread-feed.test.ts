import { describe, expect, it, vi } from 'vitest'
import type { Chat } from '../chat.ts'
import { ChatError } from '../errors/chat-error.ts'
import type { ChatOptions } from '../options.ts'
import { type ChatFixture, chatFixture } from '../testing/chat-fixture.ts'
import { problemOfError } from '../testing/problem-of-error.ts'
import { scriptedTransport } from '../testing/scripted-transport.ts'

/** A chat with so many threads, `thread 0` the oldest. */
const withThreads = async (fixture: ChatFixture, count: number, options?: Partial<ChatOptions>): Promise<Chat> => {
  const chat = fixture.open(options)
  await Promise.all([chat.connect(), fixture.pass()])
  const user = chat.$session.get()?.user.id ?? ''
  for (let index = 0; index < count; index++) {
    fixture.server.world.createThread(user, `thread ${index}`)
    await fixture.pass(1_000)
  }
  return chat
}

/** Answers to requests under a path arrive when the test says so; from then on at once. */
const lateRequests = ({ server, pass }: ChatFixture, path: string) => {
  const { fetch: real = globalThis.fetch } = server.options
  const held: (() => void)[] = []
  let isLate = true
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const response = await real(input, init)
    if (isLate && String(input).includes(path)) await new Promise<void>(resolve => held.push(resolve))
    return response
  }
  const arrive = async () => {
    isLate = false
    for (const release of held.splice(0)) release()
    await pass()
  }
  return { fetch, arrive }
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
    await expect(chat.threads.get(oldest ?? '')).toFailWithCode('deleted')
    await expect(chat.threads.rename(newest ?? '', 'late', { version: 1 })).toFailWithCode('conflict')
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

  it('RT3 what changes while a page is on its way is not undone by it', async () => {
    await using fixture = chatFixture({ pageSize: 2 })
    const late = lateRequests(fixture, '/v1/threads')
    const chat = await withThreads(fixture, 4, { fetch: late.fetch })
    const user = chat.$session.get()?.user.id ?? ''
    const [gone, away] = [...fixture.server.world.threads.values()]
    if (!gone || !away) throw new Error('There are no threads')
    chat.$threads.get()
    await fixture.pass()
    chat.$archived.get()
    const more = chat.threads.loadMore()
    await fixture.pass()
    fixture.server.world.update(away, user, { archivedAt: 1 })
    await Promise.all([chat.threads.delete(gone.thread.id), fixture.pass()])
    await Promise.all([late.arrive(), more])
    expect(titles(chat)).toEqual(['thread 3', 'thread 2'])
    expect(chat.$archived.get().items.map(({ title }) => title)).toEqual(['thread 1'])
  })

  it('RT3 a page that was on its way when the list began anew is dropped', async () => {
    await using fixture = chatFixture({ pageSize: 1 })
    const late = lateRequests(fixture, '/v1/threads')
    const chat = await withThreads(fixture, 3, { fetch: late.fetch })
    chat.$threads.get()
    await fixture.pass()
    const more = chat.threads.loadMore()
    await fixture.pass()
    fixture.server.drop()
    fixture.server.world.createThread(chat.$session.get()?.user.id ?? '', 'fresh')
    fixture.server.forget()
    await fixture.pass(5_000)
    await Promise.all([late.arrive(), more])
    expect(titles(chat)).toEqual(['fresh'])
    expect(chat.$threads.get()).toMatchObject({ hasMore: true, loadingMore: false })
    for (let page = 0; page < 3; page++) await chat.threads.loadMore()
    expect(titles(chat)).toEqual(['fresh', 'thread 2', 'thread 1', 'thread 0'])
  })

  it('UX6 lists that may not be followed are not awaited for ever', async () => {
    await using fixture = chatFixture()
    const transport = scriptedTransport(frame =>
      frame.type === 'subscribe'
        ? [{ type: 'error', id: frame.id, problem: problemOfError(new ChatError('forbidden')) }]
        : undefined,
    )
    const chat = fixture.open({ transport })
    chat.$threads.get()
    chat.$archived.get()
    await fixture.pass()
    for (const $list of [chat.$threads, chat.$archived])
      expect($list.get()).toMatchObject({ status: 'failed', error: { code: 'forbidden' } })
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

  it('ST5 the last thread of what is loaded stays when it is read, and one that is unpinned to below it is not lost', async () => {
    await using fixture = chatFixture({ pageSize: 3 })
    const chat = await withThreads(fixture, 5)
    const [, , oldest, middle] = [...fixture.server.world.threads.values()]
    await Promise.all([chat.threads.pin(middle?.thread.id ?? ''), fixture.pass()])
    chat.$threads.get()
    await fixture.pass()
    expect(titles(chat)).toEqual(['thread 3', 'thread 4', 'thread 2'])
    const thread = chat.thread(oldest?.thread.id)
    await fixture.pass()
    await Promise.all([thread.markRead(), fixture.pass()])
    expect(titles(chat)).toEqual(['thread 3', 'thread 4', 'thread 2'])
    if (oldest) fixture.server.world.touch(oldest)
    await fixture.pass()
    await Promise.all([chat.threads.delete([...fixture.server.world.threads.keys()][4] ?? ''), fixture.pass()])
    await Promise.all([chat.threads.pin(middle?.thread.id ?? '', false), fixture.pass()])
    await chat.threads.loadMore()
    expect(titles(chat).toSorted()).toEqual(['thread 0', 'thread 1', 'thread 2', 'thread 3'])
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

  it('ST9 after a restore the feed goes on from the place that the restored server has', async () => {
    await using fixture = chatFixture()
    const chat = await withThreads(fixture, 4)
    chat.$threads.get()
    await fixture.pass()
    const { world } = fixture.server
    const user = chat.$session.get()?.user.id ?? ''
    world.feed(user).events.length = 1
    for (const id of [...world.threads.keys()].slice(1)) world.threads.delete(id)
    vi.spyOn(world, 'eventsAfter').mockReturnValueOnce(null)
    fixture.server.drop()
    await fixture.pass(5_000)
    expect(titles(chat)).toEqual(['thread 0'])
    fixture.server.drop()
    for (const title of ['new 0', 'new 1']) world.createThread(user, title)
    await fixture.pass(5_000)
    expect(titles(chat)).toEqual(['new 1', 'new 0', 'thread 0'])
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
