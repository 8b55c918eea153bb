import { contextRecord, type MessagePart } from '@chat-view/protocol'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { ProviderFailure } from '../ports/provider-failure.ts'
import type { SummaryRecord } from '../ports/summary-store.ts'
import {
  countLetters,
  createMemoryContext,
  limited,
  settingsOf,
  summaryOf,
  talk,
  windowOf,
} from '../testing/memory-context.ts'
import { MemoryGenerationStore } from '../testing/memory-generation-store.ts'

const { signal } = new AbortController()

it('AI3.4 room is kept for the answer: what was wished, and no more than half of the window', async () => {
  const { store, asked } = talk(0)
  const context = createMemoryContext(store, { models: windowOf(1_000), counter: countLetters, maxTokens: 300 })
  expect((await context.build(asked, signal)).record).toMatchObject({ window: 1_000, answerRoom: 300, limit: 680 })
  store.project = settingsOf({ maxTokens: 5_000 })
  const wished = await context.build(asked, signal)
  expect(wished.record).toMatchObject({ answerRoom: 500, limit: 480 })
  expect(wished.maxTokens).toBe(500)
  store.project = settingsOf({})
  const usual = createMemoryContext(store, { models: windowOf(1_000), counter: countLetters })
  expect((await usual.build(asked, signal)).record).toMatchObject({ answerRoom: 250, limit: 730 })
})

it('AI3 of a long talk the newest messages are sent that fit, over as many pages as it takes', async () => {
  const { store, asked } = talk(100, 100)
  const { messages, record, summarise } = await createMemoryContext(store, limited(16_000)).build(asked, signal)
  // 3 to begin with, 12 for the question, 104 for each other message.
  expect(messages).toHaveLength(1 + 153)
  expect(messages.at(-1)?.text).toBe('And now?')
  expect(record).toMatchObject({ used: 15 + 153 * 104, limit: 16_000, leftOut: 47, summarised: 0, estimated: false })
  expect(record?.omitted).toEqual([{ reason: 'no-room', fromSeq: 1, toSeq: 47, messages: 47 }])
  expect(record?.items).toHaveLength(154)
  expect(record?.items.at(-1)).toEqual({ kind: 'message', id: 'question-now', tokens: 12 })
  expect(contextRecord.parse(record)).toEqual(record)
  expect(summarise).toBe(true)
})

it('AI3.5 no more of a thread is read than there is room for, and never all of a very long one', async () => {
  const { store, asked } = talk(5_000, 100)
  const reads: number[] = []
  const list = store.listMessages.bind(store)
  store.listMessages = async query => {
    const page = await list(query)
    reads.push(page.items.length)
    return page
  }
  await createMemoryContext(store, limited(4_000)).build(asked, signal)
  expect(reads).toEqual([50])
  reads.length = 0
  const { record } = await createMemoryContext(store, limited(10_000_000)).build(asked, signal)
  expect(reads).toHaveLength(11)
  expect(record).toMatchObject({ leftOut: 10_000 + 1 - 500 })
  for (const message of store.messages) if (message.id !== 'question-now') message.deletedAt = 1
  store.message('now').deletedAt = null
  reads.length = 0
  await createMemoryContext(store, limited(4_000)).build(asked, signal)
  expect(reads).toHaveLength(20)
})

it('AI3.6 a question longer than the budget is cut in its middle, and says so', async () => {
  const question = `Please read this: ${'all work and no play '.repeat(1_000)}Now: who am I?`
  const { store, asked } = talk(3, 10, question)
  const { messages, record } = await createMemoryContext(store, limited(1_000)).build(asked, signal)
  const text = messages.at(-1)?.text ?? ''
  expect(text).toMatch(/^Please read this: all work[\s\S]*characters left out[\s\S]*Now: who am I\?$/)
  expect(record?.used).toBeLessThanOrEqual(1_000)
  expect(record?.used).toBeGreaterThan(800)
  expect(record?.items.at(-1)).toMatchObject({ kind: 'message', cut: true })
})

it('AI3.6 a question that has no room at all fails with its code, and in words for who runs it', async () => {
  const { store, asked } = talk(0, 10, 'x'.repeat(500))
  store.project = settingsOf({ systemPrompt: 'y'.repeat(180) })
  const building = createMemoryContext(store, limited(200)).build(asked, signal)
  await expect(building).rejects.toThrow(ProviderFailure)
  await expect(building).rejects.toMatchObject({ kind: 'context-length', code: 'provider_failed' })
  await expect(building).rejects.not.toThrow(/xxx|yyy/)
  store.project = settingsOf({ systemPrompt: 'y'.repeat(300) })
  const prompted = createMemoryContext(store, limited(200)).build(asked, signal)
  await expect(prompted).rejects.toThrow(
    '200 tokens for a request and 197 of them left: too few for 304 of kind system',
  )
})

it('CV2 of a long answer that goes on its end is sent; one that called tools is sent whole or not at all', async () => {
  const { store } = talk(0)
  const text = `Once upon a time ${'and then '.repeat(500)}at last`
  const asked = store.open({ id: 'more', owner: 'node', base: [{ kind: 'text', text }] })
  const { messages, record } = await createMemoryContext(store, limited(1_000)).build(asked, signal)
  expect(messages.at(-1)?.text).toMatch(/^\n\[… \d+ characters left out.*and then at last$/s)
  expect(record?.used).toBeLessThanOrEqual(1_000)
  const tool: MessagePart = { kind: 'tool', call: 'c', name: 't', state: 'done', arguments: '{}', result: text }
  const called = store.open({ id: 'tools', owner: 'node', base: [tool] })
  await expect(createMemoryContext(store, limited(1_000)).build(called, signal)).rejects.toMatchObject({
    kind: 'context-length',
  })
  const roomy = await createMemoryContext(store, limited(10_000)).build(called, signal)
  expect(roomy.record?.items.at(-1)?.tokens).toBeGreaterThan(text.length)
})

it('AI3.9 what a provider reports corrects later counts, and is in the record', async () => {
  const { store, asked } = talk(20, 100)
  const context = createMemoryContext(store, limited(4_000))
  const first = await context.build(asked, signal)
  const { used = 0 } = first.record ?? {}
  expect(first.reported?.(Math.ceil(used * 1.2))).toMatchObject({ used, reported: Math.ceil(used * 1.2) })
  const second = await context.build(asked, signal)
  expect(second.messages.length).toBeLessThan(first.messages.length)
  expect(second.record?.used).toBeLessThanOrEqual(4_000)
})

it('AI3.4 whatever was said, a request takes no more than its budget, and ends with the question', async () => {
  const length = fc.integer({ min: 1, max: 400 })
  const wanted = fc.record({
    lengths: fc.array(length, { maxLength: 60 }),
    question: fc.integer({ min: 1, max: 3_000 }),
    limit: fc.integer({ min: 1_000, max: 6_000 }),
    prompt: fc.integer({ min: 0, max: 200 }),
    pinned: fc.array(length, { maxLength: 5 }),
    windows: fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 6 }),
  })
  await fc.assert(
    fc.asyncProperty(wanted, async ({ lengths, question, limit, prompt, pinned, windows }) => {
      const store = new MemoryGenerationStore()
      lengths.forEach((size, n) => {
        store.open({ id: `${n}`, owner: 'node', question: 'q'.repeat(size), state: 'done' })
        store.message(`${n}`).parts = [{ kind: 'text', text: 'a'.repeat(size) }]
      })
      const asked = store.open({ id: 'now', owner: 'node', question: 'Q'.repeat(question) })
      store.project = settingsOf({ systemPrompt: 's'.repeat(prompt), pinned: pinned.map(size => 'p'.repeat(size)) })
      let from = 1
      const summaries: SummaryRecord[] = []
      for (const size of windows) {
        if (from + size > lengths.length * 2) break
        summaries.push(summaryOf(from, from + size - 1))
        from += size
      }
      const { messages, record } = await createMemoryContext(store, { ...limited(limit), summaries }).build(
        asked,
        signal,
      )
      const tokens = messages.reduce((sum, { text }) => sum + text.length + 4, 3)
      expect(tokens).toBeLessThanOrEqual(limit)
      expect(record?.used).toBeLessThanOrEqual(limit)
      expect(messages.at(-1)?.text).toMatch(/Q$/)
      const sent = record?.items.filter(({ kind }) => kind === 'message').length ?? 0
      expect(sent + (record?.summarised ?? 0) + (record?.leftOut ?? 0)).toBe(lengths.length * 2 + 1)
    }),
  )
})

it('AI3.11 where the model has tools a quarter is kept for their results, and no more than is left is read of them', async () => {
  const { store, asked } = talk(50, 100)
  const tools = [{ name: 'look', description: '', parameters: {} }]
  const { record, fitResults } = await createMemoryContext(store, limited(4_000)).build(asked, signal, tools)
  const { used = 0, limit } = record ?? {}
  expect(limit).toBe(4_000)
  expect(used).toBeLessThanOrEqual(3_000)
  const calls = [{ id: '1', name: 'look', arguments: '{}' }]
  const result = { role: 'tool', call: '1', name: 'look', text: 'r'.repeat(9_000) } as const
  const [told] = (await fitResults?.({ role: 'assistant', text: '', calls }, [result])) ?? []
  expect(told?.text.length).toBeGreaterThan(700)
  expect(used + (told?.text.length ?? 0)).toBeLessThanOrEqual(4_000)
})
