import { describe, expect, it } from 'vitest'
import type { Chat } from '../chat.ts'
import type { ChatError } from '../errors/chat-error.ts'
import { type ChatFixture, chatFixture } from '../testing/chat-fixture.ts'
// A clock that stands still waits for no code on its way.
import './far-pages.ts'

/** The id of a thread of so many questions, and the ids of its messages. */
const longThread = async (fixture: ChatFixture, chat: Chat, turns: number) => {
  const thread = chat.thread()
  for (let turn = 0; turn < turns; turn++) {
    thread.send(`${turn}`)
    await fixture.pass()
  }
  const messages = thread.$timeline.get().keys.map(key => thread.message(key)?.id ?? '')
  thread.close()
  return { id: thread.id ?? '', messages }
}

describe('messages far from the others', () => {
  it('UX4 a place that is asked for before the thread is here is shown, and stays', async () => {
    await using fixture = chatFixture({ pageSize: 2 })
    const { id, messages } = await longThread(fixture, fixture.open(), 4)
    const thread = fixture.open().thread(id)
    const [first = ''] = messages
    const found = thread.loadAround(first)
    await fixture.pass()
    expect(await found).toBe(first)
    expect(thread.$timeline.get().keys).toContain(first)
    expect(thread.$timeline.get().keys).toContain(messages.at(-1))
    expect(thread.$timeline.get().gaps).toHaveLength(1)
  })

  it('UX4 a place that is asked for offline is shown once there is a connection, also where the thread was closed', async () => {
    await using fixture = chatFixture({ pageSize: 2 })
    const { id, messages } = await longThread(fixture, fixture.open(), 4)
    fixture.server.kill()
    const chat = fixture.open()
    const [kept, left] = [chat.thread(id), chat.thread(id)]
    const [first = ''] = messages
    const found = [kept.loadAround(first), left.loadAround(first)]
    left.close()
    await fixture.pass(1_000)
    fixture.server.start()
    await fixture.pass(60_000)
    expect(await Promise.all(found)).toEqual([first, first])
  })

  it('UX4 who waits for a place is told when it cannot come any more', async () => {
    await using fixture = chatFixture()
    fixture.server.kill()
    const chat = fixture.open()
    const thread = chat.thread('00000000-0000-7000-8000-eeeeeeeeeeee')
    const given = new AbortController()
    const [first, second] = [thread.loadAround('x', { signal: given.signal }), thread.loadAround('x')]
    await fixture.pass()
    given.abort()
    await expect(first).toFailWithCode('aborted')
    const closed = chat.close()
    await expect(second).toFailWithCode('closed')
    await closed
  })

  it('UX4 a place in a thread that is gone, or not begun, is in none', async () => {
    await using fixture = chatFixture()
    const chat = fixture.open()
    const [gone, unbegun] = [chat.thread('00000000-0000-7000-8000-eeeeeeeeeeee'), chat.thread()]
    const found = gone.loadAround('x')
    await fixture.pass()
    expect([await found, await unbegun.loadAround('x')]).toEqual([null, null])
    expect(gone.$timeline.get()).toMatchObject({ status: 'gone', error: { code: 'not_found' } })
  })

  it('UX4 why a page beside a gap did not come is forgotten as soon as another is asked for, at either side', async () => {
    await using fixture = chatFixture({ pageSize: 2 })
    const { id, messages } = await longThread(fixture, fixture.open(), 6)
    const thread = fixture.open().thread(id)
    await fixture.pass()
    await thread.loadAround(messages[0] ?? '')
    const load = (side: 'older' | 'newer') => thread.loadGap(thread.$timeline.get().gaps[0] ?? '', side)
    for (const side of ['older', 'newer'] as const) {
      fixture.server.refuse({ code: 'store_unavailable', only: '/v1/threads' })
      await expect(load(side)).toFailWithCode('store_unavailable')
      const { error, keys: before } = thread.$timeline.get()
      expect(error?.code).toBe('store_unavailable')
      const steps: [ChatError | null, number][] = []
      const stop = thread.$timeline.listen(({ error, keys }) => steps.push([error, keys.length]))
      await load(side)
      stop()
      expect(steps[0]).toEqual([null, before.length])
      expect(steps.at(-1)).toEqual([null, before.length + 2])
    }
  })

  it('UX4 what could not be loaded far away is forgotten when a thread that is here whole is asked for again', async () => {
    await using fixture = chatFixture()
    const chat = fixture.open()
    await Promise.all([chat.connect(), fixture.pass()])
    const user = chat.$session.get()?.user.id ?? ''
    const made = fixture.server.world.createThread(user, 'short')
    const thread = chat.thread(made.thread.id)
    await fixture.pass()
    fixture.server.refuse({ code: 'store_unavailable', only: '/v1/threads' })
    const failed = thread.loadAround('00000000-0000-7000-9000-00000000ffff').catch(({ code }) => code)
    await fixture.pass()
    expect(await failed).toBe('store_unavailable')
    expect(thread.$timeline.get().error?.code).toBe('store_unavailable')
    expect(await thread.loadOlder()).toBe(false)
    expect(thread.$timeline.get().error).toBe(null)
  })
})
