import { describe, expect, it } from 'vitest'
import { chatFixture } from '../testing/chat-fixture.ts'
import type { FakeServer } from '../testing/fake-server.ts'
import { memoryStorage } from '../testing/memory-storage.ts'

const questions = (server: FakeServer) =>
  [...server.world.threads.values()].flatMap(({ messages }) =>
    [...messages.values()]
      .filter(({ role }) => role === 'user')
      .map(({ parts }) => parts.map(part => 'text' in part && part.text).join('')),
  )

describe('what is written before the first session', () => {
  it('SE1.2 a message that a page sends at once goes out, also where somebody else was here last', async () => {
    await using fixture = chatFixture()
    const ada = fixture.open({ getToken: async () => 'ada' })
    await Promise.all([ada.connect(), fixture.pass()])
    await ada.close()
    const eve = fixture.open({ getToken: async () => 'eve' })
    const thread = eve.thread()
    const answer = thread.send('Is this on?')
    await fixture.pass()
    await expect(answer.done).resolves.toMatchObject({ role: 'assistant' })
    expect(eve.$session.get()?.user.name).toBe('eve')
    expect(questions(fixture.server)).toEqual(['Is this on?'])
    expect(thread.$timeline.get().keys[0]).toBe(answer.key)
    expect(eve.$outbox.get()).toEqual([])
  })

  it('SE1.2 of what waits the former user’s is dropped, and that of who is here now is sent', async () => {
    const storage = memoryStorage()
    await using fixture = chatFixture()
    const ada = fixture.open({ storage, getToken: async () => 'ada' })
    await Promise.all([ada.connect(), fixture.pass()])
    fixture.server.kill()
    ada.thread().send('Secret')
    await ada.close()
    const visitor = fixture.open({ storage })
    const thread = visitor.thread()
    const answer = thread.send('Mine')
    await fixture.pass(1_000)
    fixture.server.start()
    await fixture.pass(60_000)
    await expect(answer.done).resolves.toMatchObject({ role: 'assistant' })
    expect(visitor.$session.get()?.user.kind).toBe('visitor')
    expect(questions(fixture.server)).toEqual(['Mine'])
    expect(visitor.$outbox.get()).toEqual([])
    const kept = Array.from({ length: storage.length }, (_, index) => storage.getItem(storage.key(index) ?? ''))
    expect(kept.join()).not.toContain('Secret')
  })
})
