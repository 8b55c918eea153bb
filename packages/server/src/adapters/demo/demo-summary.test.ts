import fc from 'fast-check'
import { expect, it } from 'vitest'
import { summaryPrompt } from '../../domain/summaries/summary-prompt.ts'
import type { ProviderEvent } from '../../ports/provider.ts'
import { createDemoProvider } from './create-demo-provider.ts'
import { demoSummary } from './demo-summary.ts'

const said = (...texts: string[]) =>
  summaryPrompt(
    texts.map(text => ({ label: 'User', text })),
    100,
  )

it('AI4 the demo keeps what has numbers, then how each message begins, in order and each once', () => {
  const prompt = said('Hello there. My number is 4711. Nothing else.', 'Hello there. It is fine.', 'Ends in 2027.')
  expect(demoSummary(prompt)).toBe('Hello there. My number is 4711. Nothing else. It is fine. Ends in 2027.')
  expect(demoSummary(prompt, 9)).toBe('My number is 4711. Ends in 2027.')
})

it('AI4 a question is no order for a summary', () => {
  expect(demoSummary([{ role: 'user', text: 'Write down what is to be remembered' }])).toBeNull()
  expect(
    demoSummary([
      { role: 'system', text: 'Be kind' },
      { role: 'user', text: 'Hi' },
    ]),
  ).toBeNull()
})

it('AI4 it says something of any text, and no more than it may', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 9 }), texts => {
      const words = texts.map(text => `x${text}`)
      const summary = demoSummary(said(...words), 50)
      expect(summary).not.toBe('')
      expect(summary?.length).toBeLessThanOrEqual(200)
    }),
  )
})

it('AI4 the demo provider answers an order for a summary with one', async () => {
  const events: ProviderEvent[] = []
  const { signal } = new AbortController()
  const request = { model: 'demo', messages: said('The table costs 12 crowns.'), maxTokens: 60, signal }
  for await (const event of createDemoProvider({ pace: 0 }).stream(request)) events.push(event)
  const text = events.map(event => (event.type === 'text' ? event.text : '')).join('')
  expect(text).toBe('The table costs 12 crowns.')
  expect(events.at(-1)).toEqual({ type: 'end', reason: 'stop' })
})
