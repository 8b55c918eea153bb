import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Chat } from '../chat.ts'
import { ChatError } from '../errors/chat-error.ts'
import { chatFixture } from '../testing/chat-fixture.ts'
import type { FakeServer } from '../testing/fake-server.ts'
import { problemOfError } from '../testing/problem-of-error.ts'

const sent = (server: FakeServer) => server.frames.filter(frame => frame.type === 'command')
const questions = (server: FakeServer) =>
  [...server.world.threads.values()].flatMap(({ messages }) =>
    [...messages.values()]
      .filter(({ role }) => role === 'user')
      .map(({ parts }) => parts.map(part => 'text' in part && part.text).join('')),
  )
const delivery = (chat: Chat, key: string) => chat.thread().$message(key).get()?.delivery

afterEach(() => {
  vi.unstubAllGlobals()
})

describe('outbox', () => {
  it('RT11 what is sent without a connection waits, is shown as pending, and goes out in order', async () => {
    await using fixture = chatFixture()
    fixture.server.kill()
    const chat = fixture.open()
    const thread = chat.thread()
    const first = thread.send('one', { answer: false })
    thread.send('two', { answer: false })
    const last = thread.send('three', { answer: false })
    await fixture.pass(5_000)
    expect(thread.$timeline.get().keys).toHaveLength(3)
    expect(thread.$message(first.key).get()?.delivery).toEqual({
      state: 'pending',
      command: 'send',
      text: 'one',
      refusal: null,
    })
    fixture.server.start()
    await fixture.pass(60_000)
    await last.done
    expect(questions(fixture.server)).toEqual(['one', 'two', 'three'])
    expect(fixture.server.world.threads.size).toBe(1)
    expect(thread.$timeline.get().keys[0]).toBe(first.key)
    expect(chat.$outbox.get()).toEqual([])
  })

  it('RT11 a command whose answer was lost is sent again under the same id, and done once', async () => {
    await using fixture = chatFixture()
    const chat = fixture.open()
    await Promise.all([chat.connect(), fixture.pass()])
    const [connection] = fixture.server.connections
    if (connection) connection.say = () => {}
    const thread = chat.thread()
    const answer = thread.send('Hi')
    await fixture.pass()
    fixture.server.drop()
    await fixture.pass(5_000)
    await answer.done
    const ids = sent(fixture.server).map(({ id }) => id)
    expect(ids).toHaveLength(2)
    expect(new Set(ids).size).toBe(1)
    expect(questions(fixture.server)).toEqual(['Hi'])
    expect(thread.$timeline.get().keys).toHaveLength(2)
  })

  it('RT11 a command that gets no answer on an open connection is sent again', async () => {
    await using fixture = chatFixture()
    const chat = fixture.open()
    await Promise.all([chat.connect(), fixture.pass()])
    const [connection] = fixture.server.connections
    const say = connection?.say
    if (connection) connection.say = () => {}
    const answer = chat.thread().send('Hi')
    await fixture.pass()
    if (connection && say) connection.say = say
    await fixture.pass(40_000)
    await answer.done
    expect(questions(fixture.server)).toEqual(['Hi'])
  })

  it('RT11 what is older than command ids are kept fails instead of being sent', async () => {
    await using fixture = chatFixture()
    const before = fixture.open()
    await Promise.all([before.connect(), fixture.pass()])
    fixture.server.kill()
    before.thread().send('Too late')
    await before.close()
    await fixture.pass(7 * 86_400_000)
    fixture.server.start()
    const chat = fixture.open()
    await Promise.all([chat.connect(), fixture.pass()])
    const [entry] = chat.$outbox.get()
    expect(entry).toMatchObject({ state: 'failed', error: { code: 'command_expired' } })
    expect(questions(fixture.server)).toEqual([])
    const thread = chat.thread(entry?.thread ?? '')
    const [key = ''] = thread.$timeline.get().keys
    expect(thread.$message(key).get()?.delivery).toMatchObject({ state: 'failed', text: 'Too late' })
    thread.retry(key)
    await fixture.pass()
    expect(questions(fixture.server)).toEqual(['Too late'])
  })

  it('RT11 a refusal for now waits its time and says why; the others of the thread wait behind it', async () => {
    await using fixture = chatFixture()
    const chat = fixture.open()
    await Promise.all([chat.connect(), fixture.pass()])
    fixture.server.refuse({ code: 'rate_limited', retryAfter: 10, only: 'commands' })
    const thread = chat.thread()
    const first = thread.send('one', { answer: false })
    thread.send('two', { answer: false })
    await fixture.pass()
    expect(chat.$outbox.get().map(({ state }) => state)).toEqual(['waiting', 'queued'])
    await fixture.pass(9_000)
    expect(questions(fixture.server)).toEqual([])
    await fixture.pass(11_000)
    await first.done
    expect(questions(fixture.server)).toEqual(['one', 'two'])
  })

  it('RT11 a message that may have been done keeps its id when it is tried again by hand, and is there once', async () => {
    for (const code of ['timeout', 'internal'] as const) {
      await using fixture = chatFixture()
      const chat = fixture.open()
      await Promise.all([chat.connect(), fixture.pass()])
      const [connection] = fixture.server.connections
      const say = connection?.say.bind(connection)
      const problem = problemOfError(new ChatError(code))
      if (connection)
        connection.say = frame => {
          if (frame.type !== 'result') say?.(frame)
          else if (code === 'internal') say?.({ type: 'error', id: frame.id, problem })
        }
      const thread = chat.thread()
      const { key } = thread.send('Once')
      await fixture.pass(600_000)
      expect(thread.message(key)?.delivery).toMatchObject({ state: 'failed', text: 'Once', error: { code } })
      if (connection && say) connection.say = say
      thread.retry(key)
      await fixture.pass()
      expect(questions(fixture.server)).toEqual(['Once'])
      expect(thread.message(key)?.delivery).toEqual({ state: 'sent' })
      expect(thread.$timeline.get().keys).toHaveLength(2)
    }
  })

  it('CV6 a message that is refused has failed: it can be tried again, or discarded', async () => {
    await using fixture = chatFixture()
    const chat = fixture.open()
    const thread = chat.thread()
    fixture.server.refuse({ code: 'content_blocked', only: 'commands', times: 2 })
    const answer = thread.send('Bad')
    const other = thread.send('Worse')
    await fixture.pass()
    await expect(answer.done).rejects.toMatchObject({ code: 'content_blocked', next: 'fix' })
    const failed = thread.$message(answer.key).get()?.delivery
    expect(failed).toMatchObject({ state: 'failed', command: 'send', text: 'Bad' })
    thread.retry(answer.key)
    thread.discard(other.key)
    await fixture.pass()
    expect(questions(fixture.server)).toEqual(['Bad'])
    expect(thread.$timeline.get().keys).toHaveLength(2)
    expect(thread.$message(answer.key).get()?.delivery).toEqual({ state: 'sent' })
    expect(thread.$message(other.key).get()).toBeNull()
    expect(delivery(chat, 'nothing')).toBeUndefined()
  })

  it('CV1 a first message that nobody shall answer can be tried again when its thread was refused', async () => {
    await using fixture = chatFixture()
    const chat = fixture.open()
    const thread = chat.thread()
    fixture.server.refuse({ code: 'content_blocked', only: 'commands', times: 2 })
    const first = thread.send('one', { answer: false })
    const second = thread.send('two', { answer: false })
    await fixture.pass()
    expect(chat.$outbox.get().map(({ error }) => error?.code)).toEqual(['content_blocked', 'content_blocked'])
    expect(thread.$message(first.key).get()?.delivery).toMatchObject({ state: 'failed', command: 'send', text: 'one' })
    await chat.close()
    const after = fixture.open()
    await Promise.all([after.connect(), fixture.pass()])
    const again = after.thread(after.$outbox.get()[0]?.thread ?? '')
    for (const key of again.$timeline.get().keys) again.retry(key)
    await fixture.pass()
    expect(questions(fixture.server)).toEqual(['one', 'two'])
    expect(fixture.server.world.threads.size).toBe(1)
    await expect(second.done).toFailWithCode('content_blocked')
  })

  it('CV1 a first message that nobody shall answer is sent once, whatever of its two steps was lost', async () => {
    for (const lost of [1, 2]) {
      await using fixture = chatFixture()
      const chat = fixture.open()
      await Promise.all([chat.connect(), fixture.pass()])
      const [connection] = fixture.server.connections
      const say = connection?.say.bind(connection)
      let results = 0
      if (connection)
        connection.say = frame => {
          if (frame.type === 'result' && ++results === lost) connection.cut()
          else say?.(frame)
        }
      const thread = chat.thread()
      const sent = thread.send('Hello, people', { answer: false })
      await fixture.pass(60_000)
      await expect(sent.done).resolves.toMatchObject({ role: 'user', threadId: thread.id })
      expect(questions(fixture.server)).toEqual(['Hello, people'])
      expect(fixture.server.world.threads.size).toBe(1)
      expect(thread.$timeline.get().keys).toEqual([sent.key])
    }
  })

  it('RT11 what has no answer when the connection breaks is told as queued while there is none', async () => {
    await using fixture = chatFixture()
    const chat = fixture.open()
    await Promise.all([chat.connect(), fixture.pass()])
    for (const connection of fixture.server.connections) connection.say = () => {}
    chat.thread().send('Hello?')
    await fixture.pass()
    expect(chat.$outbox.get().map(({ state }) => state)).toEqual(['sending'])
    fixture.server.kill()
    await fixture.pass(100)
    expect(chat.$outbox.get().map(({ state }) => state)).toEqual(['queued'])
  })

  it('DX1 a command that is given up before it was sent is not sent', async () => {
    await using fixture = chatFixture()
    fixture.server.kill()
    const chat = fixture.open()
    const abort = new AbortController()
    const renamed = chat.threads.rename('00000000-0000-7000-8000-000000000000', 'Title', { signal: abort.signal })
    abort.abort()
    await expect(renamed).toFailWithCode('aborted')
    expect(chat.$outbox.get()).toEqual([])
  })
})
