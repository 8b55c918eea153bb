import { describe, expect, it } from 'vitest'
import { chatFixture } from '../testing/chat-fixture.ts'

const tooLong = 'x'.repeat(100_001)

describe('what cannot wait in the outbox', () => {
  it('SE8 a text that no server takes is refused at once, and leaves no message', async () => {
    await using fixture = chatFixture()
    const chat = fixture.open()
    const thread = chat.thread()
    const answer = thread.send(tooLong)
    expect(thread.message(answer.key)).toBeNull()
    await expect(answer.done).rejects.toMatchObject({ name: 'ChatError', code: 'too_large', next: 'fix' })
    expect([thread.$timeline.get().keys, chat.$outbox.get()]).toEqual([[], []])
  })

  it('SE8 a text without a word is refused at once, as a message and as an edit, and leaves nothing', async () => {
    await using fixture = chatFixture()
    const chat = fixture.open()
    const thread = chat.thread()
    const { key } = thread.send('One')
    await fixture.pass()
    const { keys } = thread.$timeline.get()
    for (const text of ['', ' \n\t', '\u00a0']) {
      const answer = thread.send(text)
      expect(thread.message(answer.key)).toBeNull()
      await expect(answer.done).rejects.toMatchObject({ name: 'ChatError', code: 'invalid_request', next: 'fix' })
      await expect(thread.edit(key, text).done).toFailWithCode('invalid_request')
    }
    expect([thread.$timeline.get().keys, chat.$outbox.get()]).toEqual([keys, []])
    expect(thread.message(key)?.delivery).toEqual({ state: 'sent' })
    fixture.server.kill()
    const waits = thread.send('Two')
    await expect(thread.edit(waits.key, ' ').done).toFailWithCode('invalid_request')
    expect(thread.message(waits.key)?.delivery).toMatchObject({ state: 'pending', text: 'Two' })
  })

  it('RT11 one more than may wait is refused at once, and leaves no message', async () => {
    await using fixture = chatFixture()
    fixture.server.kill()
    const thread = fixture.open().thread()
    for (let count = 0; count < 200; count++) thread.send(`${count}`)
    const answer = thread.send('One more')
    expect(thread.message(answer.key)).toBeNull()
    await expect(answer.done).toFailWithCode('too_many')
    expect(thread.$timeline.get().keys).toHaveLength(200)
    // What takes the place of one that waits is no more than there was.
    const [first = ''] = thread.$timeline.get().keys
    thread.edit(first, 'Zero')
    const { keys } = thread.$timeline.get()
    expect(keys).toHaveLength(200)
    expect(keys.map(key => thread.message(key)?.parts)).toContainEqual([expect.objectContaining({ text: 'Zero' })])
  })

  it('DX1 what is sent to a chat that was closed is refused at once, and leaves no message', async () => {
    await using fixture = chatFixture()
    const chat = fixture.open()
    const thread = chat.thread()
    await Promise.all([chat.connect(), fixture.pass()])
    await chat.close()
    const answer = thread.send('Hello?')
    expect(thread.message(answer.key)).toBeNull()
    await expect(answer.done).toFailWithCode('closed')
    expect(thread.$timeline.get().keys).toEqual([])
  })

  it('CV6 what waits or has failed goes when something else takes its place, and not before', async () => {
    await using fixture = chatFixture()
    const thread = fixture.open().thread()
    const sent = thread.send('One')
    await fixture.pass()
    fixture.server.refuse({ code: 'content_blocked', only: 'commands', times: 2 })
    thread.edit(sent.key, 'Uno')
    const failed = thread.send('Two')
    await fixture.pass()
    for (const { key } of [sent, failed]) await expect(thread.edit(key, tooLong).done).toFailWithCode('too_large')
    expect(thread.message(sent.key)?.delivery).toMatchObject({ state: 'failed', command: 'edit', text: 'Uno' })
    expect(thread.message(failed.key)?.delivery).toMatchObject({ state: 'failed', command: 'send', text: 'Two' })
    thread.edit(failed.key, 'Dos')
    await fixture.pass()
    expect(thread.message(failed.key)).toBeNull()
    thread.edit(sent.key, 'Eins')
    await fixture.pass()
    expect(thread.message(sent.key)).toMatchObject({ delivery: { state: 'sent' }, parts: [{ text: 'Eins' }] })
  })
})
