import { describe, expect, it } from 'vitest'
import type { Chat } from '../chat.ts'
import { chatFixture } from '../testing/chat-fixture.ts'
import type { FakeServer } from '../testing/fake-server.ts'
import { settle } from '../testing/manual-clock.ts'

const sent = (server: FakeServer) => server.frames.filter(frame => frame.type === 'command')

/** A thread that waits to be created, or could not be: what a page looks for when it comes back. */
const unsent = (chat: Chat) => chat.$outbox.get().findLast(({ thread }) => thread?.startsWith('new-'))?.thread ?? ''

/** A page sends its first message, which is refused for good, and goes. */
const leaveRefused = async (fixture: ReturnType<typeof chatFixture>): Promise<void> => {
  const before = fixture.open()
  await Promise.all([before.connect(), fixture.pass()])
  fixture.server.refuse({ code: 'content_blocked', only: 'commands' })
  before.thread().send('Mine')
  await fixture.pass()
  await before.close()
}

describe('what was refused', () => {
  it('RT11 a refused first message is not sent again by a reload; its thread opens by its key, to be tried again', async () => {
    await using fixture = chatFixture()
    await leaveRefused(fixture)
    for (const answer of [true, false]) {
      const chat = fixture.open()
      await Promise.all([chat.connect(), fixture.pass(60_000)])
      expect(sent(fixture.server)).toHaveLength(1)
      const thread = chat.thread(unsent(chat))
      const [key = ''] = thread.$timeline.get().keys
      expect(thread.message(key)).toMatchObject({
        parts: [{ text: 'Mine' }],
        delivery: { state: 'failed', command: 'send', text: 'Mine', error: { code: 'content_blocked', next: 'fix' } },
      })
      if (!answer) thread.retry(key)
      await fixture.pass()
      if (!answer) expect(thread.message(key)?.delivery).toEqual({ state: 'sent' })
      await chat.close()
    }
    expect(sent(fixture.server)).toHaveLength(2)
    expect(fixture.server.world.threads.size).toBe(1)
  })

  it('RT11 what was discarded after a reload is gone for good', async () => {
    await using fixture = chatFixture()
    await leaveRefused(fixture)
    const chat = fixture.open()
    await Promise.all([chat.connect(), fixture.pass()])
    const thread = chat.thread(unsent(chat))
    const [key = ''] = thread.$timeline.get().keys
    thread.discard(key)
    expect([thread.$timeline.get().keys, chat.$outbox.get()]).toEqual([[], []])
    await chat.close()
    const after = fixture.open()
    await Promise.all([after.connect(), fixture.pass()])
    expect(after.$outbox.get()).toEqual([])
  })

  it('RT11 what may have been done, or may pass, is sent again by the next page', async () => {
    await using fixture = chatFixture()
    const before = fixture.open()
    await Promise.all([before.connect(), fixture.pass()])
    fixture.server.refuse({ code: 'internal', only: 'commands', times: 7 })
    before.thread().send('Mine')
    await fixture.pass(600_000)
    expect(before.$outbox.get()).toMatchObject([{ state: 'failed', error: { code: 'internal' } }])
    await before.close()
    const chat = fixture.open()
    await Promise.all([chat.connect(), fixture.pass()])
    expect(fixture.server.world.threads.size).toBe(1)
    expect(chat.$outbox.get()).toEqual([])
    expect(new Set(sent(fixture.server).map(({ id }) => id)).size).toBe(1)
  })

  it.each(['deleted', 'superseded'] as const)(
    'CV6 an edit that failed stays to be seen where its message was %s',
    async fate => {
      await using fixture = chatFixture()
      const chat = fixture.open()
      const thread = chat.thread()
      thread.send('Zero')
      await fixture.pass()
      const { key } = thread.send('One')
      await fixture.pass()
      const { id } = thread.message(key) ?? {}
      const [zero = ''] = thread.$timeline.get().keys
      fixture.server.refuse({ code: 'state_conflict', only: 'commands' })
      thread.edit(key, 'My careful edit')
      await settle()
      if (fate === 'deleted') await Promise.all([thread.delete(id ?? ''), fixture.pass()])
      else {
        thread.edit(zero, 'Null')
        await fixture.pass()
      }
      expect(thread.$timeline.get().keys).toContain(key)
      const failed = { delivery: { state: 'failed', command: 'edit', text: 'My careful edit' } }
      expect(thread.message(key)).toMatchObject({ ...failed, id: null, parts: [{ text: 'My careful edit' }] })
      const { id: threadId } = thread
      await chat.close()
      const next = fixture.open()
      const after = next.thread(threadId ?? '')
      await fixture.pass()
      expect(after.$timeline.get().keys).toContain(id)
      expect(after.message(id ?? '')).toMatchObject(failed)
      after.discard(id ?? '')
      expect(after.message(id ?? '')?.delivery).toEqual(fate === 'deleted' ? { state: 'sent' } : undefined)
      expect(after.$timeline.get().keys.includes(id ?? '')).toBe(fate === 'deleted')
    },
  )
})
