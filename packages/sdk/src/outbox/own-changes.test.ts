import { describe, expect, it } from 'vitest'
import type { Chat } from '../chat.ts'
import { type ChatFixture, chatFixture } from '../testing/chat-fixture.ts'
import type { FakeThread } from '../testing/fake-world.ts'
import type { ThreadHandle } from '../threads/thread-handle.ts'

interface Open {
  readonly chat: Chat
  readonly thread: ThreadHandle
  readonly row: FakeThread
  /** Key of its question. */
  readonly key: string
}

const openThread = async (fixture: ChatFixture): Promise<Open> => {
  const chat = fixture.open()
  const thread = chat.thread()
  const { key } = thread.send('One')
  await fixture.pass()
  const row = fixture.server.world.threads.get(thread.id ?? '')
  if (!row) throw new Error('There is no thread')
  return { chat, thread, row, key }
}

/** Away for a while. */
const away = async (fixture: ChatFixture) => {
  fixture.server.drop(4000, 30)
  await fixture.pass()
}

const outcome = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    error => error.code,
  )

describe('changes of what one has changed oneself', () => {
  it('CV5 two titles in a row, both of the version that was shown, are no conflict', async () => {
    await using fixture = chatFixture()
    const { chat, row } = await openThread(fixture)
    const { id, version } = row.thread
    await away(fixture)
    const titles = ['A', 'B', 'C'].map(title => outcome(chat.threads.rename(id, title, { version })))
    await fixture.pass(60_000)
    expect(await Promise.all(titles)).toEqual(['done', 'done', 'done'])
    expect(row.thread).toMatchObject({ title: 'C', version: version + 3 })
  })

  it('CV5 a thread that one has archived and restored oneself is renamed without a conflict', async () => {
    await using fixture = chatFixture()
    const { chat, row } = await openThread(fixture)
    const { id, version } = row.thread
    await away(fixture)
    const changes = [
      chat.threads.archive(id),
      chat.threads.restore(id),
      chat.threads.pin(id),
      chat.threads.rename(id, 'A', { version }),
    ].map(outcome)
    await fixture.pass(60_000)
    expect(await Promise.all(changes)).toEqual(['done', 'done', 'done', 'done'])
    expect(row.thread.title).toBe('A')
  })

  it('CV5 what somebody else changed meanwhile stays a conflict, for each of them', async () => {
    await using fixture = chatFixture()
    const { chat, row } = await openThread(fixture)
    const { id, version } = row.thread
    await away(fixture)
    const first = outcome(chat.threads.pin(id))
    const titles = ['A', 'B'].map(title => outcome(chat.threads.rename(id, title, { version })))
    const restored = outcome(chat.threads.restore(id))
    const last = outcome(chat.threads.rename(id, 'C', { version }))
    fixture.server.world.update(row, row.owner, { title: 'Theirs' })
    await fixture.pass(60_000)
    expect(await Promise.all([first, ...titles, restored, last])).toEqual([
      'done',
      'conflict',
      'conflict',
      'done',
      'conflict',
    ])
    expect(row.thread.title).toBe('Theirs')
  })

  it.each(['answered late', 'lost'])('CV5 an edit while one’s own edit is %s comes after it', async fate => {
    await using fixture = chatFixture()
    const { chat, thread, row, key } = await openThread(fixture)
    const { version } = thread.message(key) ?? {}
    const [connection] = fixture.server.connections
    const say = connection?.say.bind(connection)
    const late: (() => void)[] = []
    if (connection && say) connection.say = frame => void late.push(() => say(frame))
    const first = outcome(thread.edit(key, 'Uno', { version }).done)
    await fixture.pass()
    if (fate === 'lost') await away(fixture)
    const second = thread.edit(key, 'Eins', { version })
    await fixture.pass()
    expect(thread.message(key)?.delivery).toMatchObject({ state: 'pending', text: 'Eins' })
    if (fate !== 'lost') {
      if (connection && say) connection.say = say
      for (const tell of late) tell()
    }
    await fixture.pass(60_000)
    expect(await first).toBe('discarded')
    expect(await outcome(second.done)).toBe('done')
    expect(thread.message(key)).toMatchObject({ delivery: { state: 'sent' }, parts: [{ text: 'Eins' }] })
    expect(row.edits.get(thread.message(key)?.id ?? '')?.map(({ after }) => after)).toEqual(['Uno', 'Eins'])
    expect(chat.$outbox.get()).toEqual([])
  })

  it('CV5 of two edits that somebody else was faster than, the later one stays to be decided on', async () => {
    await using fixture = chatFixture()
    const { chat, thread, row, key } = await openThread(fixture)
    const { version = 0, id } = thread.message(key) ?? {}
    const message = row.messages.get(id ?? '')
    if (!message) throw new Error('There is no message')
    await away(fixture)
    fixture.server.world.put(row, row.owner, 'message.updated', message)
    const [connection] = fixture.server.connections
    expect(connection).toBeUndefined()
    thread.edit(key, 'Uno', { version })
    thread.edit(key, 'Eins', { version })
    await fixture.pass(60_000)
    expect(thread.message(key)?.delivery).toMatchObject({ state: 'failed', text: 'Eins', error: { code: 'conflict' } })
    expect(chat.$outbox.get()).toHaveLength(1)
  })
})
