import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Chat } from '../chat.ts'
import { type ChatFixture, chatFixture } from '../testing/chat-fixture.ts'

/** Code that is loaded on demand cannot be had: there is no network. */
const withoutCode = () =>
  vi.doMock('./open-threads.ts', () => {
    throw new Error('no network')
  })

afterEach(() => {
  vi.doUnmock('./open-threads.ts')
})

/** A chat whose server has gone away, and three threads of its user. */
const cutOff = async (fixture: ChatFixture): Promise<{ chat: Chat; ids: string[] }> => {
  const chat = fixture.open()
  await Promise.all([chat.connect(), fixture.pass()])
  const user = chat.$session.get()?.user.id ?? ''
  const ids = ['one', 'two', 'three'].map(title => fixture.server.world.createThread(user, title).thread.id)
  fixture.server.kill()
  await fixture.pass()
  return { chat, ids }
}

const rows = ({ server }: ChatFixture) =>
  [...server.world.threads.values()].flatMap(({ thread, deleted }) =>
    deleted ? [] : [[thread.title, thread.archivedAt !== null]],
  )

describe('changing threads', () => {
  it('RT11 what is changed offline before the code of the lists was loaded waits in the outbox, and is sent', async () => {
    withoutCode()
    await using fixture = chatFixture()
    const { chat, ids } = await cutOff(fixture)
    const [one = '', two = '', three = ''] = ids
    const changes = Promise.all([
      chat.threads.rename(one, 'renamed'),
      chat.threads.pin(one),
      chat.threads.archive(two),
      chat.threads.delete(three),
    ])
    expect(chat.$outbox.get().map(({ command }) => command)).toEqual([
      'updateThread',
      'updateThread',
      'updateThread',
      'deleteThread',
    ])
    fixture.server.start()
    await fixture.pass(60_000)
    await expect(changes).resolves.toMatchObject([
      { title: 'renamed' },
      { pinned: true },
      { archivedAt: expect.any(Number) },
      undefined,
    ])
    expect(rows(fixture)).toEqual([
      ['renamed', false],
      ['two', true],
    ])
    const restored = chat.threads.restore(two)
    await fixture.pass()
    expect((await restored).archivedAt).toBe(null)
  })

  it('RT11 what is changed offline before the code of the lists was loaded outlives a reload', async () => {
    withoutCode()
    await using fixture = chatFixture()
    const { chat, ids } = await cutOff(fixture)
    chat.threads.rename(ids[0] ?? '', 'renamed').catch(() => {})
    chat.threads.archive(ids[1] ?? '').catch(() => {})
    await chat.close()
    fixture.server.start()
    const after = fixture.open()
    await Promise.all([after.connect(), fixture.pass(60_000)])
    expect(rows(fixture)).toEqual([
      ['renamed', false],
      ['two', true],
      ['three', false],
    ])
    expect(after.$outbox.get()).toEqual([])
  })
})
