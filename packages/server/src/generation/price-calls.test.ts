import type { ContextRecord, MessagePart, Usage } from '@chat-view/protocol'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { ModelTable } from '../ports/model-table.ts'
import type { TalkCall } from './answer-talk.ts'
import { priceCalls } from './price-calls.ts'

const models: ModelTable = {
  currency: 'USD',
  find: name => ({
    name,
    window: 1_000,
    maxAnswer: 100,
    prices: { input: 2_000_000, cached: 1_000_000, output: 8_000_000 },
  }),
}

const text = (said: string): MessagePart[] => [{ kind: 'text', text: said }]
const context = { used: 40 } as ContextRecord
const call = (usage: Usage | null, more: Partial<TalkCall> = {}): TalkCall => ({
  ...{ purpose: 'answer', provider: 'openai', model: 'm', usage, spoke: true, at: 7 },
  ...more,
})
const record = { id: 'g', projectId: 'p', threadId: 't', userId: 'u', base: [] as MessagePart[] }

const priced = (calls: readonly TalkCall[], parts = text('nine byte'), base = record.base) =>
  priceCalls(models, { record: { ...record, base }, calls, parts, context })

const told: Usage = { input: 30, output: 4, cached: 10, estimated: false }

it('AI7.2 a call is priced as the provider told it: fresh tokens, kept ones, and those of the answer', () => {
  expect(priced([call(told)])).toEqual([
    {
      ...{ id: 'g:1', projectId: 'p', threadId: 't', userId: 'u', generationId: 'g' },
      ...{ purpose: 'answer', provider: 'openai', model: 'm', at: 7 },
      ...{ input: 30, output: 4, cached: 10, estimated: false, cost: 20 * 2 + 10 + 4 * 8 },
    },
  ])
  expect(priced([])).toEqual([])
})

it('AI7.2 what was not told is counted by the context and the text, and says so', () => {
  const counted = { input: 40, output: 3, cached: 0, estimated: true }
  expect(priced([call(null)])).toMatchObject([counted])
  expect(priced([call({ input: null, output: null, cached: null, estimated: false })])).toMatchObject([counted])
  expect(priced([call({ ...told, output: null })])).toMatchObject([
    { input: 30, cached: 10, output: 3, estimated: true },
  ])
  expect(priceCalls(models, { record, calls: [call(null)], parts: [], context: null })).toMatchObject([
    { input: 0, output: 0, estimated: true },
  ])
})

it('AI7.2 of a continued answer only what is new was written by its calls', () => {
  expect(priced([call(null)], text('nine byte and more'), text('nine byte'))).toMatchObject([{ output: 3 }])
  expect(priced([call(null)], text('nine'), text('nine byte'))).toMatchObject([{ output: 0 }])
})

it.each([
  ['negative tokens', { ...told, input: -1 }],
  ['fractions', { ...told, output: 2.5 }],
  ['no number', { ...told, output: Number.NaN }],
  ['more than ten windows', { ...told, input: 10_001 }],
  ['more than the text and the longest answer can be', { ...told, output: 110 }],
  ['nothing for some text', { ...told, output: 0 }],
  ['more kept than asked', { ...told, cached: 31 }],
] as const)('AI7.2 %s is not believed', (_, usage) => {
  expect(priced([call(usage)])).toMatchObject([{ estimated: true }])
})

it('AI7.2 each call of a loop is a row; the text is put to the last', () => {
  const calls = [call({ ...told, output: 0 }), call(null, { purpose: 'tool', at: 8 })]
  const parts: MessagePart[] = [
    {
      kind: 'tool',
      id: 'c',
      name: 'find',
      title: null,
      arguments: '{"a":1}',
      state: 'done',
      result: '',
      runs: 'server',
    } as never,
    ...text('Said'),
  ]
  expect(priced(calls, parts)).toMatchObject([
    { id: 'g:1', purpose: 'answer', output: 0, estimated: false },
    { id: 'g:2', purpose: 'tool', output: 4, estimated: true },
  ])
})

it('AI7.2 a call that said nothing has written none of the text', () => {
  const silent = call(null, { spoke: false })
  expect(priced([silent, call({ ...told, output: 0 }), silent])).toMatchObject([
    { input: 40, output: 0, estimated: true },
    { input: 30, output: 3, estimated: true },
    { input: 40, output: 0, estimated: true },
  ])
})

it('AI7.2 whatever is told, a row holds whole numbers that fit together', () => {
  const number = fc.oneof(fc.integer(), fc.double(), fc.constant(null))
  const usage = fc.record({ input: number, output: number, cached: number, estimated: fc.boolean() })
  fc.assert(
    fc.property(fc.array(fc.option(usage)), fc.string(), (usages, said) => {
      for (const { input, output, cached, cost } of priced(
        usages.map(one => call(one)),
        text(said),
      )) {
        for (const value of [input, output, cached, cost]) expect(Number.isSafeInteger(value) && value >= 0).toBe(true)
        expect(cached).toBeLessThanOrEqual(input)
      }
    }),
  )
})
