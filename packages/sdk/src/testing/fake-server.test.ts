import { describe, expect, it } from 'vitest'
import { createChat } from '../create-chat.ts'
import { chatFixture } from './chat-fixture.ts'
import type { FakeFaults } from './fake-faults.ts'
import { FakeServer, type FakeServerOptions } from './fake-server.ts'
import { manualClock } from './manual-clock.ts'

describe('FakeServer', () => {
  it('DX2 the example of the README works', async () => {
    const clock = manualClock()
    const server = new FakeServer({ clock, answer: () => 'Hello', pace: { mode: 'slow' } })
    const chat = createChat({ ...server.options, storage: false })
    const answer = chat.thread().send('Hi')
    await clock.advance(1_000)
    await expect(answer.done).resolves.toMatchObject({ parts: [{ text: 'Hello' }] })
    await chat.close()
    server.close()
    expect(clock.waiting).toBe(0)
  })

  it('DX2 works on real timers too', async () => {
    const server = new FakeServer({ answer: () => 'Hello', pace: { mode: 'slow', every: 1 } })
    const chat = createChat({ ...server.options, storage: false })
    let text = ''
    for await (const piece of chat.thread().send('Hi')) text += piece
    expect(text).toBe('Hello')
    await chat.close()
    server.close()
  })

  it.each<[string, FakeServerOptions, FakeFaults]>([
    ['instant', {}, {}],
    ['slow', { pace: { mode: 'slow', every: 5 } }, {}],
    ['cut inside characters', { pace: { mode: 'slow' } }, { cut: true }],
    ['doubled', { pace: { mode: 'slow' } }, { duplicate: true }],
    ['out of order', { pace: { mode: 'slow' } }, { outOfOrder: true }],
    [
      'all that and with losses',
      { pace: { mode: 'slow' } },
      { cut: true, duplicate: true, outOfOrder: true, drop: 0.3 },
    ],
  ])('DX2 an answer that is %s is read whole', async (_, options, faults) => {
    const text = 'Wärme 👩‍👩‍👧 für alle 🏠, und noch mehr'
    await using fixture = chatFixture({ answer: () => text, ...options })
    fixture.server.faults = faults
    const thread = fixture.open().thread()
    const answer = thread.send('Hi')
    await fixture.pass(60_000)
    let read = ''
    for await (const piece of answer) read += piece
    expect(read).toBe(text)
    expect(thread).toHaveTimeline(['Hi', { text, state: 'done' }])
  })

  it('DX2 a held answer comes as the test releases it, and one of a server that is killed is interrupted', async () => {
    await using fixture = chatFixture({ answer: () => 'Hello, world', pace: { mode: 'held' } })
    const { server } = fixture
    const chat = fixture.open()
    const thread = chat.thread()
    const answer = thread.send('Hi')
    await fixture.pass(60_000)
    expect(thread).toHaveTimeline(['Hi', { text: '', state: 'running' }])
    server.release(1)
    await fixture.pass()
    expect(thread).toHaveTimeline(['Hi', { text: 'Hell', state: 'running' }])
    server.kill()
    await fixture.pass(1_000)
    expect(chat).not.toBeConnected()
    server.start()
    await fixture.pass(60_000)
    expect(chat).toBeConnected()
    await expect(answer).toFailWithCode('interrupted')
    expect(thread).toHaveTimeline(['Hi', { text: 'Hell', state: 'interrupted' }])
  })

  it('DX2 refuses commands and requests with a code, as often as asked', async () => {
    const clock = manualClock()
    const server = new FakeServer({ clock })
    const chat = createChat({ ...server.options, storage: false })
    server.refuse({ code: 'quota_exceeded', retryAfter: 3_600, only: 'commands' })
    server.refuse({ code: 'rate_limited', times: 2, only: '/v1/threads' })
    const answer = chat.thread().send('Hi')
    await clock.advance(0)
    await expect(answer.done).rejects.toMatchObject({ code: 'quota_exceeded', retryAfter: 3_600 })
    await expect(chat.threads.list()).rejects.toMatchObject({ code: 'rate_limited', status: 429 })
    await expect(chat.threads.list()).toFailWithCode('rate_limited')
    await expect(chat.threads.list()).resolves.toMatchObject({ items: [] })
    await chat.close()
    server.close()
  })

  it('RT11 keeps the promise that a command id stands for one command', async () => {
    const clock = manualClock()
    const server = new FakeServer({ clock })
    const chat = createChat({ ...server.options, storage: false })
    await Promise.all([chat.connect(), clock.advance(0)])
    const [connection] = server.connections
    const told: unknown[] = []
    if (connection) connection.say = frame => void told.push(frame.type === 'error' ? frame.problem.code : frame.type)
    const send = (title: string) =>
      connection?.received(
        JSON.stringify({ type: 'command', id: 'same-id-1', name: 'createThread', arguments: { title } }),
      )
    send('One')
    send('One')
    send('Other')
    expect(told).toEqual(['result', 'result', 'idempotency_mismatch'])
    expect(server.world.threads.size).toBe(1)
    await chat.close()
    server.close()
  })
})
