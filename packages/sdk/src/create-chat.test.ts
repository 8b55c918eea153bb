import { describe, expect, it } from 'vitest'
import { createChat } from './create-chat.ts'
import type { ChatOptions } from './options.ts'
import { chatFixture } from './testing/chat-fixture.ts'

describe('createChat', () => {
  it('DX1 a message creates its thread, is answered, and comes as pieces and as the finished message', async () => {
    await using fixture = chatFixture({ answer: () => 'Hello, world', pace: { mode: 'slow' } })
    const chat = fixture.open()
    const thread = chat.thread()
    expect(thread.$timeline.get().status).toBe('new')
    const answer = thread.send('Hi')
    const pieces: string[] = []
    const reading = (async () => {
      for await (const piece of answer) pieces.push(piece)
    })()
    expect(thread.$message(answer.key).get()?.delivery.state).toBe('pending')
    await fixture.pass(2_000)
    await reading
    expect(pieces.join('')).toBe('Hello, world')
    expect(pieces.length).toBeGreaterThan(1)
    const message = await answer.done
    expect(message.parts).toEqual([{ kind: 'text', text: 'Hello, world' }])
    expect(thread.id).toBe(message.threadId)
    expect(thread.$timeline.get().keys).toEqual([answer.key, message.id])
    expect(thread.$message(answer.key).get()?.delivery.state).toBe('sent')
    expect(answer.$answer.get()).toBe(message.id)
  })

  it('DX1 options that are missing, or that it does not know, are refused by their names', () => {
    const server = 'http://s'
    const made = (options: unknown) => () => createChat(options as ChatOptions)
    const refusal = (names: RegExp) =>
      expect.objectContaining({ name: 'ChatError', code: 'invalid_request', message: expect.stringMatching(names) })
    for (const options of [{}, { project: 'pk_x' }, { server }])
      expect(made(options)).toThrow(refusal(/server.*project/))
    const unknown = { server, project: 'pk_x', storage: false, transport: 'websocket' }
    expect(made(unknown)).toThrow(refusal(/transport.*auto.*socket.*http/))
    expect(made({ server: '', project: 'pk_x', storage: false })).not.toThrow()
  })

  it('DX1 nothing happens before something is asked for', async () => {
    await using fixture = chatFixture()
    const chat = fixture.open()
    await fixture.pass(60_000)
    expect(chat.$connection.get()).toEqual({ state: 'idle' })
    expect(fixture.server.requests).toEqual([])
  })

  it('DX1 close leaves no timer and no connection, and ends what waits with the code closed', async () => {
    await using fixture = chatFixture({ pace: { mode: 'held' } })
    const chat = fixture.open()
    chat.$threads.get()
    const thread = chat.thread()
    const answer = thread.send('Hi')
    thread.typing()
    await fixture.pass()
    expect(fixture.server.connections.size).toBe(1)
    const renamed = chat.threads.rename(thread.id ?? '', 'Title')
    await chat.close()
    await expect(answer.done).toFailWithCode('closed')
    await expect(renamed).toFailWithCode('closed')
    expect(chat.$connection.get()).toEqual({ state: 'closed', reason: 'closed' })
    expect(fixture.server.connections.size).toBe(0)
    await expect(chat.connect()).toFailWithCode('closed')
    await expect(chat.reconnect()).toFailWithCode('closed')
    await expect(thread.send('Late').done).toFailWithCode('closed')
    fixture.server.close()
    expect(fixture.clock.waiting).toBe(0)
  })
})
