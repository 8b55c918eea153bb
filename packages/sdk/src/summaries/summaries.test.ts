import type { Summary, ThreadEvent } from '@chat-view/protocol'
import fc from 'fast-check'
import { atom } from 'nanostores'
import { describe, expect, it } from 'vitest'
import { chatFixture } from '../testing/chat-fixture.ts'
import type { ThreadServices } from '../threads/thread-services.ts'
import { FollowedSummaries } from './followed-summaries.ts'
// Loaded on demand: here before it is wanted, so that no test waits for a disk.
import './open-summaries.ts'

const setUp = async () => {
  const fixture = chatFixture()
  const chat = fixture.open()
  const thread = chat.thread()
  const settle = async <T>(promise: Promise<T>): Promise<T> => {
    promise.catch(() => {})
    for (let turn = 0; turn < 5; turn++) {
      await fixture.pass()
      await new Promise(resolve => setTimeout(resolve))
    }
    return promise
  }
  for (const text of ['One', 'Two']) await settle(thread.send(text).done)
  return { ...fixture, [Symbol.asyncDispose]: fixture[Symbol.asyncDispose], chat, thread, settle }
}

describe('summaries', () => {
  it('AI5 are made, read, edited and deleted; the store follows, in another tab too', async () => {
    await using set = await setUp()
    const { thread, settle } = set
    const other = set.open().thread(thread.id ?? '')
    const seen: number[] = []
    other.$summaries.subscribe(rows => void seen.push(rows.length))
    thread.$summaries.subscribe(() => {})
    await settle(Promise.resolve())
    const first = other.$timeline.get().keys[1]
    const made = await settle(thread.summaries.create({ to: first, text: 'They said one.' }))
    expect(made).toMatchObject({ version: 1, messages: 2, text: 'They said one.', state: 'current' })
    expect(thread.$summaries.get()).toEqual([made])
    expect(other.$summaries.get()).toEqual([made])
    expect(await settle(thread.summaries.create())).toBe(null)
    await settle(Promise.resolve())
    expect(other.$summaries.get().map(({ messages }) => messages)).toEqual([2, 2])
    expect(await settle(thread.summaries.list())).toEqual(other.$summaries.get())
    const id = made?.id ?? ''
    expect(await settle(thread.summaries.get(id))).toEqual(made)
    const edited = await settle(thread.summaries.edit(id, 'They said: one.', { version: 1 }))
    expect(edited).toMatchObject({ version: 2, text: 'They said: one.' })
    await expect(settle(thread.summaries.edit(id, 'Too late', { version: 1 }))).rejects.toMatchObject({
      code: 'conflict',
      current: edited,
    })
    await settle(thread.delete(thread.$timeline.get().keys[0] ?? ''))
    expect(other.$summaries.get()[0]).toMatchObject({ state: 'stale' })
    await settle(thread.summaries.delete(id))
    expect(other.$summaries.get().map(row => row.id)).not.toContain(id)
    expect(Math.max(...seen)).toBe(2)
    other.close()
  })

  it('AI5 there is nothing to summarise twice, and none of a thread that is not there', async () => {
    await using set = await setUp()
    const { thread, settle, chat } = set
    await settle(thread.summaries.create({ text: 'All of it' }))
    await expect(settle(thread.summaries.create())).toFailWithCode('state_conflict')
    await expect(settle(thread.summaries.create({ to: 'nowhere' }))).toFailWithCode('not_found')
    await expect(settle(chat.thread().summaries.list())).toFailWithCode('not_found')
  })

  it('AI5 what was refused is no message of the thread', async () => {
    await using set = await setUp()
    const { thread, settle } = set
    const made = await settle(thread.summaries.create({ text: 'Mine' }))
    const { keys } = thread.$timeline.get()
    await expect(settle(thread.summaries.edit(made?.id ?? '', 'Other', { version: 9 }))).rejects.toMatchObject({
      code: 'conflict',
    })
    expect(thread.$timeline.get().keys).toEqual(keys)
    expect(set.chat.$outbox.get()).toEqual([])
  })

  it('RT3 are read again after a reload, and forgotten with the thread', async () => {
    await using set = await setUp()
    const { thread, settle, server } = set
    thread.$summaries.subscribe(() => {})
    await settle(Promise.resolve())
    const row = server.world.threads.get(thread.id ?? '')
    if (!row) throw new Error('no thread')
    server.drop()
    row.summaries.set('s', { ...sample, id: 's' })
    server.forget()
    await set.pass(60_000)
    await settle(Promise.resolve())
    expect(thread.$summaries.get().map(({ id }) => id)).toEqual(['s'])
    await settle(set.chat.threads.delete(thread.id ?? ''))
    expect(thread.$summaries.get()).toEqual([])
  })

  it('RT3 end the same, in whatever order events and the list come', async () => {
    const change = fc.record({ id: fc.constantFrom('a', 'b', 'c'), version: fc.integer({ min: 1, max: 5 }) })
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(change, fc.record({ gone: fc.constantFrom('a', 'b', 'c') })), { maxLength: 12 }),
        fc.nat(),
        fc.array(change, { maxLength: 3 }),
        async (events, cut, listed) => {
          const $summaries = atom<readonly Summary[]>([])
          const { promise, resolve } = Promise.withResolvers<{ items: Summary[] }>()
          const services = { request: () => promise } as unknown as ThreadServices
          const followed = new FollowedSummaries(services, () => 't', $summaries)
          const loading = followed.refresh()
          const tell = (event: (typeof events)[number]) =>
            followed.event(
              ('gone' in event
                ? { type: 'summary.deleted', summaryId: event.gone }
                : { type: 'summary.changed', summary: row(event) }) as ThreadEvent,
            )
          const at = events.length === 0 ? 0 : cut % (events.length + 1)
          for (const event of events.slice(0, at)) tell(event)
          const items = [...new Map(listed.map(each => [each.id, row(each)])).values()]
          resolve({ items })
          await loading
          for (const event of events.slice(at)) tell(event)
          const gone = new Set<string>(events.flatMap(event => ('gone' in event ? [event.gone] : [])))
          const newest = new Map<string, number>()
          for (const { id, version } of [...items, ...events.flatMap(event => ('gone' in event ? [] : [event]))])
            if (!gone.has(id)) newest.set(id, Math.max(version, newest.get(id) ?? 0))
          const shown = new Map($summaries.get().map(({ id, version }) => [id, version]))
          expect(Object.fromEntries(shown)).toEqual(Object.fromEntries(newest))
        },
      ),
    )
  })
})

const sample: Summary = {
  id: 'a',
  threadId: 't',
  version: 1,
  fromSeq: 1,
  toSeq: 2,
  messages: 2,
  text: 'x',
  state: 'current',
  authorId: null,
  createdAt: 0,
  updatedAt: 0,
}
const row = ({ id, version }: { id: string; version: number }): Summary => ({ ...sample, id, version })
