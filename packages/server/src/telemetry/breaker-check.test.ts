import { expect, it } from 'vitest'
import type { TrippedBreaker } from '../ports/breaker.ts'
import { breakerCheck } from './breaker-check.ts'
import { countGenerations } from './count-generations.ts'
import { logTries } from './log-tries.ts'
import { measureBreakers } from './measure-breakers.ts'
import { createMetrics } from './metrics.ts'

const tripped = (...targets: string[]): { tripped: () => Promise<readonly TrippedBreaker[]> } => ({
  tripped: async () =>
    targets.map((target, n) => ({ target, state: n === 0 ? 'open' : 'half-open', until: 5 }) as const),
})

it('OP1 an open breaker makes the server degraded, not down, and names whom it spares', async () => {
  const { signal } = new AbortController()
  const check = breakerCheck(tripped('openai gpt', 'openai other'))
  expect(check.vital).toBe(false)
  await expect(check.look(signal)).rejects.toThrow('openai gpt failed too often and is spared for a while, and 1 more')
  await expect(breakerCheck(tripped('openai gpt')).look(signal)).rejects.toThrow(/a while$/)
  await expect(breakerCheck(tripped()).look(signal)).resolves.toBeUndefined()
})

it('OP1 metrics count tries, failures by kind, first pieces, fallbacks and breakers', async () => {
  const metrics = createMetrics()
  const { tried } = countGenerations(metrics)
  const record = { id: 'g', model: 'large' } as Parameters<NonNullable<typeof tried>>[0]
  const one = { provider: 'openai', attempt: 1, ms: 900 }
  tried?.(record, { ...one, model: 'large', outcome: 'rate', firstMs: null })
  tried?.(record, { ...one, model: 'small', outcome: 'answered', firstMs: 300 })
  await measureBreakers(metrics, { ...tripped('a', 'b') } as never)
  const text = await metrics.registry.metrics()
  for (const line of [
    'chat_view_provider_tries_total{provider="openai",model="large",outcome="rate"} 1',
    'chat_view_provider_tries_total{provider="openai",model="small",outcome="answered"} 1',
    'chat_view_provider_first_piece_seconds_count{provider="openai",model="small"} 1',
    'chat_view_provider_fallbacks_total{model="small"} 1',
    'chat_view_provider_breakers{state="open"} 1',
    'chat_view_provider_breakers{state="half-open"} 1',
  ]) {
    expect(text).toContain(line)
  }
})

it('OP1 metrics count calls of tools by how they ended, with their time', async () => {
  const metrics = createMetrics()
  const { toolCalled } = countGenerations(metrics)
  const record = { id: 'g' } as Parameters<NonNullable<typeof toolCalled>>[0]
  for (const ms of [200, 400]) toolCalled?.(record, { outcome: 'done', ms })
  toolCalled?.(record, { outcome: 'denied', ms: 9_000 })
  const text = await metrics.registry.metrics()
  for (const line of [
    'chat_view_tool_calls_total{outcome="done"} 2',
    'chat_view_tool_calls_total{outcome="denied"} 1',
    'chat_view_tool_call_seconds_count{outcome="done"} 2',
    'chat_view_tool_call_seconds_bucket{le="0.25",outcome="done"} 1',
  ])
    expect(text).toContain(line)
})

it('OP2 a try that failed is logged as a warning, with its answer, model and kind', () => {
  const lines: unknown[] = []
  const log = (level: string) => (fields: Record<string, unknown>) => lines.push({ level, ...fields })
  const logger = { debug: log('debug'), warn: log('warn') }
  const { tried } = logTries(logger as never)
  const record = { id: 'g', projectId: 'p' } as Parameters<typeof tried>[0]
  const one = { provider: 'openai', model: 'm', attempt: 2, ms: 5, firstMs: null }
  tried(record, { ...one, outcome: 'rate', detail: 'The provider is out of capacity or quota' })
  tried(record, { ...one, outcome: 'answered' })
  expect(lines).toMatchObject([
    { level: 'warn', generation: 'g', project: 'p', model: 'm', attempt: 2, outcome: 'rate' },
    { level: 'debug', outcome: 'answered' },
  ])
})
