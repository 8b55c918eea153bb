import type { ClientFrame, ServerFrame } from '@chat-view/protocol'
import { describe, expect, it } from 'vitest'
import { ChatError } from '../errors/chat-error.ts'
import { chatFixture } from './chat-fixture.ts'
import { problemOfError } from './problem-of-error.ts'
import { scriptedTransport } from './scripted-transport.ts'

const thread = '00000000-0000-7000-8000-00000000aaaa'

const state: ServerFrame & { type: 'subscribed' } = {
  type: 'subscribed',
  id: '',
  thread,
  seq: 1,
  mode: 'reload',
  events: [],
  state: {
    role: 'viewer',
    messages: { items: [], before: null, after: null },
    thread: {
      id: thread,
      version: 1,
      seq: 1,
      title: 'Scripted',
      archivedAt: null,
      createdAt: 0,
      lastActivityAt: 0,
      messageCount: 0,
      totalTokens: 0,
    },
  },
}

describe('scriptedTransport', () => {
  it('DX2 a test is the other end: it answers frames, says things and ends the connection', async () => {
    await using fixture = chatFixture()
    const answer = (frame: ClientFrame) => (frame.type === 'subscribe' ? [{ ...state, id: frame.id }] : undefined)
    const transport = scriptedTransport(answer)
    const chat = fixture.open({ transport })
    const handle = chat.thread(thread)
    await fixture.pass()
    expect(handle.$thread.get()).toMatchObject({ status: 'open', role: 'viewer', thread: { title: 'Scripted' } })
    transport.say({ type: 'ping' })
    expect(transport.sent.map(({ type }) => type)).toEqual(['hello', 'subscribe', 'pong'])
    transport.drop(4000)
    expect([transport.isOpen, chat.$connection.get().state]).toEqual([false, 'waiting'])
    await fixture.pass(1_000)
    expect(transport.opened).toBe(2)
    await chat.close()
    expect(transport.isOpen).toBe(false)
  })

  it('RT9 a handshake that is never finished is given up and tried again', async () => {
    await using fixture = chatFixture()
    const transport = scriptedTransport(() => [])
    const chat = fixture.open({ transport })
    chat.connect().catch(() => {})
    await fixture.pass(9_000)
    expect([transport.opened, chat.$connection.get().state]).toEqual([1, 'connecting'])
    await fixture.pass(3_000)
    expect(transport.opened).toBe(2)
  })

  it('RT11 a command whose token is refused shows a new one and goes out again', async () => {
    await using fixture = chatFixture()
    let refused = 0
    const transport = scriptedTransport(frame => {
      if (frame.type !== 'command') return undefined
      if (refused++ === 0)
        return [{ type: 'error', id: frame.id, problem: problemOfError(new ChatError('token_expired')) }]
      return [{ type: 'result', id: frame.id, result: { thread } }]
    })
    const chat = fixture.open({ transport })
    const deleted = chat.threads.delete(thread)
    await fixture.pass()
    await Promise.all([deleted, fixture.pass(1_000)])
    expect(transport.sent.map(({ type }) => type)).toEqual(['hello', 'command', 'renew', 'command'])
    expect(new Set(transport.sent.map(frame => frame.type === 'command' && frame.id)).size).toBe(2)
  })

  it('SE10 frames of a newer server, and answers to nobody, are passed over', async () => {
    await using fixture = chatFixture()
    const transport = scriptedTransport()
    const chat = fixture.open({ transport })
    await Promise.all([chat.connect(), fixture.pass()])
    transport.say({ type: 'result', id: 'nobody', result: {} })
    transport.say({ type: 'error', problem: problemOfError(new ChatError('rate_limited')) })
    transport.say({ type: 'renewed' })
    transport.say({ ...state, type: 'shiny' } as unknown as ServerFrame)
    expect(chat).toBeConnected()
  })
})
