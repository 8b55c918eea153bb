import type { MessagePart } from '@chat-view/protocol'
import { bounds } from '@chat-view/protocol/codes'
import { describe, expect, it } from 'vitest'
import type { Chat } from '../chat.ts'
import { chatFixture } from '../testing/chat-fixture.ts'
import { memoryStorage } from '../testing/memory-storage.ts'
import type { ChatTool, ToolCall } from './page-tool.ts'
// It is loaded on demand: here before it is wanted, so that no test waits for a disk.
import './tool-runner.ts'

type ToolPart = Extract<MessagePart, { kind: 'tool' }>

const schema = { type: 'object', properties: { line: { type: 'number' } } }

const tool = (run: ChatTool['run'], more: Partial<ChatTool> = {}): ChatTool => ({
  name: 'mark_line',
  description: 'Marks a line',
  parameters: schema,
  run,
  ...more,
})

const setUp = (callsTools = true) => {
  const fixture = chatFixture({ pace: { mode: 'held' }, answer: () => 'Done.' })
  if (callsTools)
    fixture.server.answers.calls = (_, offered) => offered.map(({ name }) => ({ name, arguments: { line: 3 } }))
  const toolsOf = (chat: Chat, thread: string, key: string | null): ToolPart[] => {
    const handle = chat.thread(thread)
    const parts = handle.$message(key ?? '').get()?.parts ?? []
    handle.close()
    return parts.filter(part => part.kind === 'tool')
  }
  /** Lets code that is loaded on demand arrive. */
  const until = async (done: () => boolean) => {
    for (let turn = 0; turn < 200 && !done(); turn++) {
      await fixture.pass()
      await new Promise(resolve => setTimeout(resolve))
    }
    expect(done()).toBe(true)
  }
  return { ...fixture, [Symbol.asyncDispose]: fixture[Symbol.asyncDispose], toolsOf, until }
}

describe('tools of the page', () => {
  it('AI10 are offered with what asks, run once with what the model wrote, and answer it', async () => {
    await using set = setUp()
    const calls: unknown[] = []
    const chat = set.open({
      tools: [
        tool((args, { call, thread, message, signal }: ToolCall) => {
          calls.push([args, typeof call, typeof thread, typeof message, signal.aborted])
          return { marked: true }
        }),
      ],
    })
    const thread = chat.thread()
    const answer = thread.send('Mark it')
    const part = () => set.toolsOf(chat, thread.key, answer.$answer.get())[0]
    await set.until(() => part()?.state === 'done')
    expect(calls).toEqual([[{ line: 3 }, 'string', 'string', 'string', false]])
    expect(part()).toMatchObject({ name: 'mark_line', runsOn: 'page', result: '{"marked":true}' })
    const sent = set.server.frames.find(frame => frame.type === 'command' && frame.name === 'createThread')
    expect(sent).toMatchObject({
      arguments: { message: { tools: [{ name: 'mark_line', description: 'Marks a line', parameters: schema }] } },
    })
    set.server.release()
    await expect(answer.done).resolves.toMatchObject({ role: 'assistant' })
    thread.close()
  })

  it('AI10 a tool that throws, or says too much, has failed, and arguments that are no JSON never reach it', async () => {
    await using set = setUp()
    const told = async (run: ChatTool['run'], args: unknown = {}) => {
      set.server.answers.calls = (_, offered) => offered.map(({ name }) => ({ name, arguments: args }))
      const chat = set.open({ tools: [tool(run)] })
      const thread = chat.thread()
      const answer = thread.send('Mark it')
      const part = () => set.toolsOf(chat, thread.key, answer.$answer.get())[0]
      await set.until(() => part()?.state !== undefined && part()?.state !== 'running')
      await chat.close()
      return part()
    }
    const failing = () => {
      throw new Error('No such line')
    }
    expect(await told(failing)).toMatchObject({ state: 'failed', result: 'No such line' })
    expect(await told(() => Promise.reject('why'))).toMatchObject({ state: 'failed', result: 'The tool failed.' })
    expect(await told(() => 'x'.repeat(bounds.tools.result + 1))).toMatchObject({ state: 'failed' })
    let ran = false
    const seen = () => {
      ran = true
    }
    expect(await told(seen, '{"line":')).toMatchObject({ state: 'failed', result: 'The arguments are not valid JSON.' })
    expect(ran).toBe(false)
    expect(await told(seen, '')).toMatchObject({ state: 'done', result: '' })
    expect(ran).toBe(true)
  })

  it('AI10 one that waits for approval runs once it is allowed, and not when it is denied', async () => {
    await using set = setUp()
    let runs = 0
    const chat = set.open({ tools: [tool(() => `run ${++runs}`, { approval: true, title: 'Mark a line' })] })
    for (const approve of [true, false]) {
      const thread = chat.thread()
      const answer = thread.send('Mark it')
      const part = () => set.toolsOf(chat, thread.key, answer.$answer.get())[0]
      await set.until(() => part()?.state === 'waiting')
      expect(part()?.title).toBe('Mark a line')
      const before = runs
      await settleWith(set, thread.decideTool(answer.$answer.get() ?? '', part()?.call ?? '', approve))
      await set.until(() => part()?.state === (approve ? 'done' : 'denied'))
      expect(runs).toBe(before + (approve ? 1 : 0))
      await expect(
        settleWith(set, thread.decideTool(answer.$answer.get() ?? '', part()?.call ?? '', true)),
      ).toFailWithCode('state_conflict')
    }
  })

  it('AI10 two pages of one user run a call once between them', async () => {
    await using set = setUp()
    const storage = memoryStorage()
    const runs: string[] = []
    const first = set.open({ storage, tools: [tool(() => void runs.push('first'))] })
    const thread = first.thread()
    set.server.answers.calls = () => []
    thread.send('Hello')
    await set.until(() => set.server.answers.running.size > 0)
    set.server.release()
    await set.pass()
    const second = set.open({ storage, tools: [tool(() => void runs.push('second'))] })
    const other = second.thread(thread.id ?? '')
    await set.until(() => other.$timeline.get().status === 'ready')
    set.server.answers.calls = (_, offered) => offered.map(({ name }) => ({ name }))
    const answer = thread.send('Mark it')
    const part = () => set.toolsOf(second, thread.id ?? '', answer.$answer.get())[0]
    await set.until(() => part()?.state === 'done')
    expect(runs).toHaveLength(1)
    other.close()
  })

  it('AI10 a page that comes after one that died over a call does not run it again, but says so', async () => {
    await using set = setUp()
    const storage = memoryStorage()
    const first = set.open({ storage, tools: [tool(() => new Promise(() => {}))] })
    const thread = first.thread()
    const answer = thread.send('Mark it')
    const marks = () =>
      Array.from({ length: storage.length }, (_, at) => storage.key(at) ?? '').filter(key => key.includes(':tool:'))
    await set.until(() => marks().length === 1)
    const name = answer.$answer.get() ?? ''
    await first.close()
    expect(marks()).toHaveLength(1)
    let ran = false
    const second = set.open({
      storage,
      tools: [
        tool(() => {
          ran = true
        }),
      ],
    })
    const again = second.thread(thread.id ?? '')
    await set.until(() => ['failed', 'running'].includes(set.toolsOf(second, thread.id ?? '', name)[0]?.state ?? ''))
    if (globalThis.navigator?.locks)
      await set.until(() => set.toolsOf(second, thread.id ?? '', name)[0]?.state === 'failed')
    expect(ran).toBe(false)
    again.close()
  })

  it('AI10 is told when nobody waits for the result any more, and then tells nobody', async () => {
    await using set = setUp()
    let signal: AbortSignal | undefined
    const chat = set.open({
      tools: [
        tool((_, call) => {
          signal = call.signal
          return new Promise(resolve => call.signal.addEventListener('abort', () => resolve('late')))
        }),
      ],
    })
    const thread = chat.thread()
    thread.send('Mark it')
    await set.until(() => signal !== undefined)
    await settleWith(set, thread.stop())
    await set.until(() => signal?.aborted === true)
    await set.pass()
    expect(set.server.frames.some(frame => frame.type === 'command' && frame.name === 'giveToolResult')).toBe(false)
  })

  it('SE1 nobody’s page acts on what another person has asked', async () => {
    await using set = setUp()
    const jon = set.server.sessions.known('jon')
    let ran = 0
    const mine = set.open({ getToken: async () => 'ana', storage: memoryStorage(), tools: [tool(() => ++ran)] })
    const thread = mine.thread()
    set.server.answers.calls = () => []
    thread.send('Hello')
    await set.until(() => set.server.answers.running.size > 0)
    set.server.release()
    await set.pass()
    const row = set.server.world.threads.get(thread.id ?? '')
    if (!row) throw new Error('no thread')
    set.server.world.join(row, jon.id, 'collaborator')
    set.server.answers.calls = () => [{ name: 'mark_line' }]
    const theirs = set.open({
      getToken: async () => 'jon',
      storage: memoryStorage(),
      tools: [tool(() => 'by Jon', { name: 'mark_line' })],
    })
    set.server.answers.calls = (_, offered) => offered.map(({ name }) => ({ name }))
    const there = theirs.thread(thread.id ?? '')
    await set.until(() => there.$timeline.get().status === 'ready')
    const answer = there.send('Mark it')
    await set.until(() => set.toolsOf(mine, thread.id ?? '', answer.$answer.get())[0]?.state === 'done')
    expect(set.toolsOf(mine, thread.id ?? '', answer.$answer.get())[0]?.result).toBe('by Jon')
    expect(ran).toBe(0)
    there.close()
  })

  it('AI10 a name is offered once, so many at most, and no longer than it is wanted', async () => {
    await using set = setUp(false)
    const chat = set.open()
    const take = chat.registerTool(tool(() => 1))
    expect(() => chat.registerTool(tool(() => 2))).toThrow(expect.objectContaining({ code: 'state_conflict' }))
    for (let more = 1; more < bounds.tools.perPage; more++) chat.registerTool(tool(() => 1, { name: `tool_${more}` }))
    expect(() => chat.registerTool(tool(() => 2, { name: 'one_more' }))).toThrow(
      expect.objectContaining({ code: 'too_many' }),
    )
    take()
    take()
    const thread = chat.thread()
    thread.send('Hello')
    await set.until(() => set.server.answers.running.size > 0)
    const sent = set.server.frames.find(frame => frame.type === 'command')
    expect(JSON.stringify(sent)).not.toContain('"mark_line"')
    expect(JSON.stringify(sent)).toContain('"tool_1"')
    set.server.release()
    await set.pass()
    thread.send('For people only', { answer: false })
    await set.pass()
    expect(JSON.stringify(set.server.frames.at(-1))).not.toContain('tool_1')
  })
})

/** What a promise comes to while the clock goes on. */
const settleWith = async <T>(set: { pass(): Promise<void> }, promise: Promise<T>): Promise<T> => {
  promise.catch(() => {})
  await set.pass()
  return promise
}
