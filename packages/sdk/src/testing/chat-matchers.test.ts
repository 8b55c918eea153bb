import { describe, expect, it } from 'vitest'
import { createChat } from '../create-chat.ts'
import { ChatError } from '../errors/chat-error.ts'
import { chatFixture } from './chat-fixture.ts'
import { FakeServer } from './fake-server.ts'

describe('the matchers', () => {
  it('DX2 the example of the guide works', async () => {
    const server = new FakeServer({ answer: () => 'On its way' })
    const chat = createChat({ ...server.options, storage: false })
    const thread = chat.thread()
    await thread.send('Where is my order?').done
    expect(chat).toBeConnected()
    expect(thread).toHaveTimeline(['Where is my order?', { role: 'assistant', text: /way/, state: 'done' }])
    server.refuse({ code: 'content_blocked', only: 'commands' })
    await expect(thread.send('And now?')).toFailWithCode('content_blocked')
    await chat.close()
    server.close()
  })

  it('DX2 toBeConnected tells whether a chat is connected, over what, and what it is instead', async () => {
    await using fixture = chatFixture()
    const chat = fixture.open()
    expect(chat).not.toBeConnected()
    expect(() => expect(chat).toBeConnected()).toThrow('The chat should be connected, and is {"state":"idle"}')
    await Promise.all([chat.connect(), fixture.pass()])
    expect(chat).toBeConnected()
    expect(chat).toBeConnected('socket')
    expect(() => expect(chat).toBeConnected('http')).toThrow(/should be connected by http, and is .*"socket"/)
    expect(() => expect(chat).not.toBeConnected()).toThrow(/should not be connected/)
  })

  it('DX2 toHaveTimeline holds all messages in order: by text, by pattern, and by fields', async () => {
    await using fixture = chatFixture({ pace: { mode: 'held' }, answer: () => 'Hello there' })
    const thread = fixture.open().thread()
    thread.send('Hi')
    expect(thread).toHaveTimeline([{ role: 'user', text: 'Hi', state: 'pending' }])
    await fixture.pass()
    expect(thread).toHaveTimeline([{ state: 'sent' }, { role: 'assistant', state: 'running' }])
    fixture.server.release()
    await fixture.pass()
    expect(thread).toHaveTimeline(['Hi', /^Hello/])
    expect(thread).toHaveTimeline(['Hi', { text: /there$/, state: 'done' }])
    expect(thread).not.toHaveTimeline(['Hi'])
    expect(thread).not.toHaveTimeline([/Hello/, 'Hi'])
    expect(() => expect(thread).toHaveTimeline(['Hi', { text: /Bye/ }])).toThrow(
      'The timeline should be\n  "Hi"\n  {"text":"/Bye/"}\nand is\n' +
        '  {"role":"user","text":"Hi","state":"sent"}\n  {"role":"assistant","text":"Hello there","state":"done"}',
    )
    expect(() => expect(thread).not.toHaveTimeline([/H/, /H/])).toThrow(/should be another than\n {2}\/H\//)
    await Promise.all([thread.delete(thread.$timeline.get().keys[0] ?? ''), fixture.pass()])
    expect(thread).toHaveTimeline([{ state: 'deleted' }, 'Hello there'])
  })

  it('DX2 a pattern that remembers where it was matches each time anew', async () => {
    await using fixture = chatFixture()
    const thread = fixture.open().thread()
    thread.send('Hi', { answer: false })
    const pattern = /Hi/g
    for (let time = 0; time < 2; time++) expect(thread).toHaveTimeline([pattern])
  })

  it('DX2 toFailWithCode waits for a promise or an answer, and tells what came instead', async () => {
    await expect(Promise.reject(new ChatError('forbidden'))).toFailWithCode('forbidden')
    await expect({ done: Promise.reject(new ChatError('timeout')) }).toFailWithCode('timeout')
    await expect(Promise.resolve()).not.toFailWithCode('timeout')
    const other = expect(Promise.reject(new ChatError('forbidden'))).toFailWithCode('timeout')
    await expect(other).rejects.toThrow('It should fail with timeout, and failed with forbidden')
    const none = expect(Promise.resolve()).toFailWithCode('timeout')
    await expect(none).rejects.toThrow('It should fail with timeout, and did not fail')
    // Whatever only looks like one is none.
    const alike = expect(Promise.reject({ code: 'timeout' })).toFailWithCode('timeout')
    await expect(alike).rejects.toThrow('failed with [object Object]')
  })
})
