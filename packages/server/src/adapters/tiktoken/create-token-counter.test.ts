import { EventEmitter } from 'node:events'
import type { Worker } from 'node:worker_threads'
import { expect, it, vi } from 'vitest'
import { createFakeClock } from '../../testing/fake-clock.ts'
import { silentLogger } from '../../testing/silent-logger.ts'
import { type CountQuestion, createCountEngine } from './count-engine.ts'
import { createTokenCounter, type TokenCounterOptions } from './create-token-counter.ts'
import { estimateTokens } from './estimate-tokens.ts'

/** A counting thread that a test plays. */
class PlayedThread extends EventEmitter {
  readonly asked: CountQuestion[] = []
  terminated = false
  #count = createCountEngine()
  /** What it does with a question. Default: answers. */
  play = (question: CountQuestion): void => {
    queueMicrotask(() => this.emit('message', this.#count(question)))
  }

  postMessage(question: CountQuestion): void {
    this.asked.push(question)
    this.play(question)
  }
  ref(): void {}
  unref(): void {}
  async terminate(): Promise<number> {
    this.terminated = true
    this.emit('exit', 1)
    return 1
  }
}

const open = (options: Partial<TokenCounterOptions> = {}) => {
  const clock = createFakeClock()
  const threads: PlayedThread[] = []
  let play: PlayedThread['play'] | null = null
  const start = (): Worker => {
    const thread = new PlayedThread()
    if (play) thread.play = play
    threads.push(thread)
    return thread as unknown as Worker
  }
  const counter = createTokenCounter({ clock, logger: silentLogger, start, ...options })
  return {
    clock,
    counter,
    threads,
    /** Threads that are started from now on do this with a question. */
    playAs: (next: PlayedThread['play'] | null) => {
      play = next
    },
    [Symbol.asyncDispose]: () => counter.close(),
  }
}

const text = 'How many tokens are these?'
const estimate = { tokens: [estimateTokens(text)], estimated: true }

it('AI3.1 a real thread counts as tiktoken does, marks of the model among the text as text', async () => {
  const counter = createTokenCounter({ clock: createFakeClock(), logger: silentLogger })
  await using _closed = { [Symbol.asyncDispose]: () => counter.close() }
  const texts = ['Hello, world!', '<|endoftext|>', '', '\ud800']
  const { tokens, estimated } = await counter.count('gpt-4o', texts)
  expect(estimated).toBe(false)
  expect(tokens.slice(0, 3)).toEqual([4, 7, 0])
  expect(tokens[3]).toBeGreaterThan(0)
})

it('AI3.1 a text that was counted is not counted again', async () => {
  await using room = open()
  await room.counter.count('gpt-4o', [text, 'other'])
  const again = await room.counter.count('gpt-4o', ['other', 'new', text])
  expect(again).toEqual({ tokens: [1, 1, 6], estimated: false })
  expect(room.threads[0]?.asked.map(({ texts }) => texts)).toEqual([[text, 'other'], ['new']])
  await room.counter.count('gpt-4', [text])
  expect(room.threads[0]?.asked).toHaveLength(3)
  await room.counter.count('gpt-4', [text])
  expect(room.threads[0]?.asked).toHaveLength(3)
})

it('AI3.1 of counts no more are kept than were allowed, those used last', async () => {
  await using room = open({ mostKept: 2 })
  await room.counter.count('gpt-4o', ['one', 'two'])
  await room.counter.count('gpt-4o', ['one'])
  await room.counter.count('gpt-4o', ['three'])
  await room.counter.count('gpt-4o', ['one'])
  await room.counter.count('gpt-4o', ['two'])
  expect(room.threads[0]?.asked.map(({ texts }) => texts)).toEqual([['one', 'two'], ['three'], ['two']])
})

it('AI3.2 a model whose tokenizer nobody knows is estimated, without a thread', async () => {
  await using room = open()
  expect(await room.counter.count('llama-3.3', [text])).toEqual(estimate)
  expect(room.threads).toHaveLength(0)
})

it('AI3.2 a tokenizer that is missing is estimated for, and nothing else happens', async () => {
  await using room = open()
  const engine = createCountEngine(() => null)
  room.playAs(function (this: PlayedThread, question) {
    queueMicrotask(() => this.emit('message', engine(question)))
  })
  expect(await room.counter.count('gpt-4o', [text])).toEqual(estimate)
})

it('AI3.2 a thread that dies is estimated for and started again, later each time it dies', async () => {
  await using room = open({ restartMs: 1_000 })
  room.playAs(function (this: PlayedThread) {
    queueMicrotask(() => this.emit('error', new Error('gone')))
  })
  expect(await room.counter.count('gpt-4o', [text])).toEqual(estimate)
  expect(await room.counter.count('gpt-4o', [text])).toEqual(estimate)
  expect(room.threads).toHaveLength(1)
  room.clock.advance(1_000)
  await room.counter.count('gpt-4o', [text])
  expect(room.threads).toHaveLength(2)
  room.clock.advance(1_000)
  await room.counter.count('gpt-4o', [text])
  expect(room.threads).toHaveLength(2)
  room.playAs(null)
  room.clock.advance(1_000)
  expect(await room.counter.count('gpt-4o', [text])).toEqual({ tokens: [6], estimated: false })
  expect(room.threads.map(({ terminated }) => terminated)).toEqual([true, true, false])
})

it('AI3.2 a thread that hangs is not waited for', async () => {
  vi.useFakeTimers()
  try {
    await using room = open({ patienceMs: 500 })
    room.playAs(() => {})
    const counting = room.counter.count('gpt-4o', [text])
    await vi.advanceTimersByTimeAsync(500)
    expect(await counting).toEqual(estimate)
    expect(room.threads[0]?.terminated).toBe(true)
  } finally {
    vi.useRealTimers()
  }
})

it('AI3.2 what would wait too long is estimated at once', async () => {
  await using room = open({ mostWaiting: 1, longestWaiting: 1_000 })
  room.playAs(() => {})
  const waiting = room.counter.count('gpt-4o', ['first'])
  expect(await room.counter.count('gpt-4o', [text])).toEqual(estimate)
  await room.counter.close()
  expect((await waiting).estimated).toBe(true)
  await using long = open({ longestWaiting: 10 })
  expect(await long.counter.count('gpt-4o', [text])).toEqual(estimate)
  expect(long.threads).toHaveLength(0)
})

it('AI3.1 who ended meanwhile is not held up by a count', async () => {
  await using room = open()
  room.playAs(() => {})
  const abort = new AbortController()
  const counting = room.counter.count('gpt-4o', [text], abort.signal)
  abort.abort(new Error('ended'))
  await expect(counting).rejects.toThrow('ended')
  await expect(room.counter.count('gpt-4o', [text], abort.signal)).rejects.toThrow('ended')
})

it('AI3.2 a counter that is closed estimates', async () => {
  await using room = open()
  await room.counter.count('gpt-4o', ['first'])
  await room.counter.close()
  expect(room.threads[0]?.terminated).toBe(true)
  expect(await room.counter.count('gpt-4o', [text])).toEqual(estimate)
})

it('AI3.1 a text as long as can be sent takes no longer than its length: one word of it, and a megabyte', async () => {
  const engine = createCountEngine()
  const count = (long: string): number => engine({ id: 1, encoding: 'o200k_base', texts: [long] }).tokens?.[0] ?? 0
  expect(count('a'.repeat(100_000))).toBeGreaterThan(10_000)
  expect(count('😀'.repeat(5_000))).toBeGreaterThan(4_900)
  const page = 'The quick brown fox jumps over the lazy dog. '.repeat(100)
  const [once, many] = [count(page), count(page.repeat(200))]
  expect(many).toBeGreaterThanOrEqual(once * 200)
  expect(many).toBeLessThan(once * 200 * 1.2)
})
