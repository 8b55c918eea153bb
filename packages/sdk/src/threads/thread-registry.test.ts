import { describe, expect, it } from 'vitest'
import { chatFixture } from '../testing/chat-fixture.ts'
import type { ThreadHandle } from './thread-handle.ts'

const texts = (thread: ThreadHandle) =>
  thread.$timeline.get().keys.map(key =>
    thread
      .$message(key)
      .get()
      ?.parts.map(part => ('text' in part ? part.text : ''))
      .join(''),
  )

describe('a followed thread', () => {
  it('RT13 handles of one thread share one subscription, which ends with the last', async () => {
    await using fixture = chatFixture()
    const chat = fixture.open()
    const first = chat.thread()
    first.send('Hi')
    await fixture.pass()
    const second = chat.thread(first.id ?? '')
    const third = chat.thread(first.key)
    await fixture.pass()
    expect(texts(second)).toEqual(['Hi', 'You said: Hi'])
    expect(third.$timeline).toBe(first.$timeline)
    const subscribes = fixture.server.frames.filter(({ type }) => type === 'subscribe')
    expect(subscribes).toHaveLength(1)
    first.close()
    first.close()
    second.close()
    await fixture.pass()
    expect(fixture.server.frames.some(({ type }) => type === 'unsubscribe')).toBe(false)
    third.close()
    await fixture.pass()
    expect(fixture.server.frames.filter(({ type }) => type === 'unsubscribe')).toHaveLength(1)
  })

  it('RT13 a thread that was opened by its id before its creation was confirmed is whole in both handles', async () => {
    await using fixture = chatFixture({ pace: { mode: 'held' } })
    const chat = fixture.open()
    await Promise.all([chat.connect(), fixture.pass()])
    const [connection] = fixture.server.connections
    const say = connection?.say.bind(connection)
    const held: Parameters<NonNullable<typeof say>>[0][] = []
    if (connection) connection.say = frame => (frame.type === 'result' ? void held.push(frame) : say?.(frame))
    const first = chat.thread()
    first.send('Hi')
    await fixture.pass()
    const second = chat.thread([...fixture.server.world.threads.keys()][0])
    await fixture.pass()
    for (const frame of held) say?.(frame)
    await fixture.pass()
    fixture.server.release()
    await fixture.pass()
    expect([texts(first), texts(second)]).toEqual([
      ['Hi', 'You said: Hi'],
      ['Hi', 'You said: Hi'],
    ])
    first.close()
    await fixture.pass()
    expect(fixture.server.frames.some(({ type }) => type === 'unsubscribe')).toBe(false)
  })

  it('CV1 a key that is empty is none: the first message creates a thread, and its answer comes', async () => {
    await using fixture = chatFixture()
    const chat = fixture.open()
    const thread = chat.thread('')
    expect(thread.$thread.get().status).toBe('new')
    const { done } = thread.send('Hi')
    await fixture.pass()
    expect((await done).threadId).toBe(thread.id)
    expect([...fixture.server.world.threads.keys()]).toEqual([thread.id])
    expect(chat.thread('').key).not.toBe(thread.key)
  })

  it('RT3 what happens while one is away is there after the reconnect', async () => {
    await using fixture = chatFixture()
    const away = fixture.open().thread()
    away.send('One')
    await fixture.pass()
    const here = fixture.open().thread(away.id ?? '')
    await fixture.pass()
    const [connection] = fixture.server.connections
    connection?.cut()
    here.send('Two')
    await fixture.pass(60_000)
    expect(texts(away)).toEqual(['One', 'You said: One', 'Two', 'You said: Two'])
    const subscribes = fixture.server.frames.filter(frame => frame.type === 'subscribe')
    expect(subscribes.at(-1)).toMatchObject({ afterSeq: expect.any(Number) })
  })

  it('RT3 who missed too much gets a fresh page, and keeps the text that runs', async () => {
    await using fixture = chatFixture({ answer: () => 'Hello, world', pace: { mode: 'held' } })
    const thread = fixture.open().thread()
    const answer = thread.send('Hi')
    await fixture.pass()
    fixture.server.release(2)
    await fixture.pass()
    fixture.server.drop()
    fixture.server.forget()
    await fixture.pass(5_000)
    expect(texts(thread)).toEqual(['Hi', 'Hello, w'])
    expect(thread.$timeline.get().keys[0]).toBe(answer.key)
    fixture.server.release()
    await fixture.pass()
    expect(texts(thread)).toEqual(['Hi', 'Hello, world'])
  })

  it('ST5 older messages are loaded page by page', async () => {
    await using fixture = chatFixture({ pageSize: 4 })
    const writer = fixture.open().thread()
    for (let turn = 0; turn < 5; turn++) {
      writer.send(`${turn}`)
      await fixture.pass()
    }
    const thread = fixture.open().thread(writer.id ?? '')
    await fixture.pass()
    expect(thread.$timeline.get()).toMatchObject({ status: 'ready', hasOlder: true })
    expect(texts(thread)).toHaveLength(4)
    fixture.server.refuse({ code: 'internal', only: '/v1/threads' })
    await expect(thread.loadOlder()).rejects.toMatchObject({ code: 'internal' })
    expect(thread.$timeline.get()).toMatchObject({ loadingOlder: false, error: { code: 'internal' } })
    const [first, second] = [thread.loadOlder(), thread.loadOlder()]
    expect(thread.$timeline.get().loadingOlder).toBe(true)
    await expect(Promise.all([first, second])).resolves.toEqual([true, true])
    await expect(thread.loadOlder()).resolves.toBe(false)
    expect(texts(thread)).toEqual(texts(writer))
    await expect(thread.loadOlder()).resolves.toBe(false)
  })

  it('UX6 a thread that is not there is gone, with the reason', async () => {
    await using fixture = chatFixture()
    const thread = fixture.open().thread('00000000-0000-7000-8000-eeeeeeeeeeee')
    await fixture.pass()
    expect(thread.$thread.get()).toMatchObject({ status: 'gone', error: { code: 'not_found' } })
    expect(thread.$timeline.get()).toMatchObject({ status: 'gone', error: { code: 'not_found' } })
  })
})
