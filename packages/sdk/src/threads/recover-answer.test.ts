import type { Message } from '@chat-view/protocol'
import { describe, expect, it } from 'vitest'
import { type ChatFixture, chatFixture } from '../testing/chat-fixture.ts'
import type { FakeServerOptions } from '../testing/fake-server.ts'
import { fakeId } from '../testing/fake-world.ts'
import type { Answer } from './answer.ts'

const read = async (answer: Answer): Promise<string> => {
  let text = ''
  for await (const piece of answer) text += piece
  return text
}

const halfTold: FakeServerOptions = { pace: { mode: 'held' }, pageSize: 2, answer: () => 'Hello' }

/** An answer that ends while its reader is away, and then more is said than a page holds. */
const endedFarBack = async (fixture: ChatFixture) => {
  const thread = fixture.open().thread()
  const answer = thread.send('Hi')
  const text = read(answer)
  text.catch(() => {})
  await fixture.pass()
  fixture.server.release(1)
  await fixture.pass()
  const row = fixture.server.world.threads.get(thread.id ?? '')
  const [question] = row?.messages.values() ?? []
  if (!row || !question) throw new Error('There is no question')
  fixture.server.drop()
  fixture.server.release()
  for (let count = 0; count < 4; count++) {
    const later: Message = { ...question, id: fakeId(), seq: row.thread.seq + 1, commandId: null }
    fixture.server.world.put(row, row.owner, 'message.created', later)
  }
  fixture.server.forget()
  return { thread, answer, text }
}

describe('answers that end unheard', () => {
  it('RT2 nothing of the answer that took its message over is told, while what became of its own is asked for', async () => {
    await using fixture = chatFixture({ answer: () => 'First answer', pace: { mode: 'held' } })
    const { fetch: real = globalThis.fetch } = fixture.server.options
    const { promise: arrived, resolve: arrive } = Promise.withResolvers<void>()
    const fetch: typeof globalThis.fetch = async (input, init) => {
      const response = await real(input, init)
      if (String(input).endsWith('/versions')) await arrived
      return response
    }
    const thread = fixture.open({ fetch }).thread()
    const answer = thread.send('Hi')
    const text = read(answer)
    await fixture.pass()
    const [own] = fixture.server.connections
    const other = fixture.open().thread(thread.id ?? '')
    await fixture.pass()
    own?.cut()
    fixture.server.release()
    fixture.server.answers.script = () => 'Second answer'
    const again = other.regenerate(answer.$answer.get() ?? '')
    await fixture.pass(60_000)
    fixture.server.release(1)
    await fixture.pass()
    arrive()
    await fixture.pass()
    fixture.server.release()
    await fixture.pass()
    expect(await text).toBe('First answer')
    await expect(again.done).resolves.toMatchObject({ versions: { shown: 2 } })
  })

  it('RT3 an answer that ended while one was away is done also where a fresh page does not reach back to it', async () => {
    await using fixture = chatFixture(halfTold)
    const { thread, answer, text } = await endedFarBack(fixture)
    await fixture.pass(60_000)
    expect(thread.$timeline.get()).toMatchObject({ status: 'ready', running: null })
    expect(thread.$timeline.get().keys).not.toContain(answer.$answer.get())
    expect(await text).toBe('Hello')
    await expect(answer.done).resolves.toMatchObject({ generation: { state: 'done' } })
  })

  it('CV2 an answer that is nowhere any more ends with that', async () => {
    await using fixture = chatFixture(halfTold)
    const { answer } = await endedFarBack(fixture)
    fixture.server.refuse({ code: 'not_found', only: '/v1/messages' })
    await fixture.pass(60_000)
    await expect(answer.done).toFailWithCode('not_found')
  })
})
