import type { Message } from '@chat-view/protocol'
import { describe, expect, it } from 'vitest'
import { type ChatFixture, chatFixture } from '../testing/chat-fixture.ts'
import type { ThreadHandle } from './thread-handle.ts'

/** An answer that ended as `Hello`, of which this client holds `Hallo` and an end without its text. */
const brokenAnswer = async (fixture: ChatFixture, before: (message: string) => void = () => {}) => {
  const thread = fixture.open().thread()
  const answer = thread.send('Hi')
  await fixture.pass()
  const [message = ''] = fixture.server.answers.running.keys()
  const at = { message, generation: fixture.server.answers.running.get(message)?.generation.id ?? '', part: 0 }
  for (const connection of fixture.server.connections) {
    connection.say({ type: 'delta', thread: thread.id ?? '', ...at, offset: 0, text: 'Hallo' })
    const say = connection.say.bind(connection)
    const emptied = (row: Message): Message => ({ ...row, parts: [] })
    connection.say = frame => {
      const ends = frame.type === 'event' && frame.event.type === 'answer.ended'
      say(
        ends && 'message' in frame.event
          ? { ...frame, event: { ...frame.event, message: emptied(frame.event.message) } }
          : frame,
      )
    }
  }
  before(message)
  fixture.server.release()
  await fixture.pass()
  return { thread, answer, message }
}

const parts = (thread: ThreadHandle, key: string) => thread.$message(key).get()?.parts

describe('the repair of a text', () => {
  it('RT2 a fetch that fails is tried again with the next connection, and the text stays until then', async () => {
    await using fixture = chatFixture({ answer: () => 'Hello', pace: { mode: 'held' } })
    const refuse = () => fixture.server.refuse({ code: 'store_unavailable', only: '/v1/messages' })
    const { thread, answer, message } = await brokenAnswer(fixture, refuse)
    expect(parts(thread, message)).toEqual([{ kind: 'text', text: 'Hallo' }])
    expect(thread.$message(message).get()?.answer?.state).toBe('running')
    fixture.server.drop()
    await fixture.pass(5_000)
    expect(parts(thread, message)).toEqual([{ kind: 'text', text: 'Hello' }])
    await expect(answer.done).resolves.toMatchObject({ parts: [{ text: 'Hello' }] })
  })

  it('RT2 a message that cannot be had any more ends as its row says', async () => {
    await using fixture = chatFixture({ answer: () => 'Hello', pace: { mode: 'held' } })
    const { thread, message } = await brokenAnswer(fixture, () =>
      fixture.server.refuse({ code: 'forbidden', only: '/v1/messages' }),
    )
    expect(thread.$message(message).get()).toMatchObject({ parts: [], answer: { state: 'done' } })
  })
})

describe('the state of a thread', () => {
  it('CV1 a title that another page gives is shown', async () => {
    await using fixture = chatFixture()
    const thread = fixture.open().thread()
    thread.send('Hi')
    await fixture.pass()
    await Promise.all([fixture.open().threads.rename(thread.id ?? '', 'New title'), fixture.pass()])
    expect(thread.$thread.get()).toMatchObject({ status: 'open', thread: { title: 'New title' } })
  })

  it('CV1 a thread that was deleted while one was away is gone, not ready and empty', async () => {
    await using fixture = chatFixture()
    const thread = fixture.open().thread()
    thread.send('Hi')
    await fixture.pass()
    const { seq = 0 } = fixture.server.world.threads.get(thread.id ?? '')?.thread ?? {}
    fixture.server.world.eventsAfter = <T>() => [{ type: 'thread.deleted', seq: seq + 1, at: 0, actorId: null } as T]
    fixture.server.drop()
    await fixture.pass(5_000)
    expect(thread.$thread.get()).toMatchObject({ status: 'gone', error: { code: 'deleted' } })
    expect(thread.$timeline.get()).toMatchObject({ status: 'gone', keys: [], error: { code: 'deleted' } })
  })

  it('CV10 people and the own role are read again when they change', async () => {
    await using fixture = chatFixture()
    const thread = fixture.open().thread()
    thread.send('Hi')
    await fixture.pass()
    thread.$participants.get()
    await fixture.pass()
    const row = fixture.server.world.threads.get(thread.id ?? '')
    const entry = fixture.server.world.entry.bind(fixture.server.world)
    fixture.server.world.entry = of => ({ ...entry(of), role: 'viewer' })
    const before = fixture.server.requests.length
    if (row) fixture.server.world.emit(row, null, { type: 'participants.changed' })
    await fixture.pass()
    expect(thread.$thread.get()).toMatchObject({ role: 'viewer' })
    expect(
      fixture.server.requests
        .slice(before)
        .map(({ path }) => path)
        .sort(),
    ).toEqual([`/v1/threads/${thread.id}`, `/v1/threads/${thread.id}/participants`])
  })
})
