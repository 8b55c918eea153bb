import { expect, it } from 'vitest'
import type { ProviderEvent, ProviderMessage } from '../../ports/provider.ts'
import { providerContract } from '../../testing/provider-contract/provider-contract.ts'
import { createDemoProvider } from './create-demo-provider.ts'
import { demoAnswer } from './demo-answer.ts'
import { demoPieces } from './demo-pieces.ts'

providerContract('demo', async () => ({
  provider: createDemoProvider({ pace: 1 }),
  text: demoAnswer('Hello').text,
  callsTool: () => {},
  [Symbol.asyncDispose]: async () => {},
}))

const ask = async (...messages: ProviderMessage[]): Promise<ProviderEvent[]> => {
  const events: ProviderEvent[] = []
  const { signal } = new AbortController()
  for await (const event of createDemoProvider({ pace: 0 }).stream({ model: 'demo', messages, signal }))
    events.push(event)
  return events
}
const user = (text: string): ProviderMessage => ({ role: 'user', text })
const assistant = (text: string): ProviderMessage => ({ role: 'assistant', text })
const textOf = (events: ProviderEvent[]): string =>
  events.map(event => (event.type === 'text' ? event.text : '')).join('')

it.each([
  ['a table', 'Show me a table', /^\|[-:| ]+\|$/m],
  ['code with its language', 'Some code, please', /^```ts$/m],
  ['tasks', 'Make a list', /^- \[x\] /m],
  ['an ordered list', 'Make a list', /^1\. /m],
  ['struck text', 'Make a list', /~~.+~~/],
  ['headings', 'Hello', /^## /m],
  ['a quote', 'Hello', /^> /m],
  ['a link', 'Hello', /\[.+\]\(https:.+\)/],
])('AI1 shows %s to those who ask', async (_what, question, expected) => {
  expect(textOf(await ask(user(question)))).toMatch(expected)
})

it('AI1 gives the same answer to the same question', async () => {
  expect(await ask(user('Why is that?'))).toEqual(await ask(user('Why is that?')))
})

it('AI10 thinks before it speaks when asked why, and names its sources', async () => {
  const events = await ask(user('Why does an answer survive a reload?'))
  const kinds = [...new Set(events.map(event => event.type))]
  expect(kinds).toEqual(['connected', 'reasoning', 'text', 'citation', 'usage', 'end'])
})

it('AI1 has an answer long enough to be stopped, reloaded and joined', async () => {
  const events = await ask(user('Tell me a long story'))
  expect(events.filter(event => event.type === 'text').length).toBeGreaterThan(500)
})

it('CV2 goes on where an answer was left', async () => {
  const whole = demoAnswer('a long story').text
  const events = await ask(user('A long story'), assistant(whole.slice(0, 777)))
  expect(whole.slice(0, 777) + textOf(events)).toBe(whole)
  const cut = await ask(user('Please cut it'))
  expect(cut.at(-1)).not.toMatchObject({ type: 'end' })
  const rest = await ask(user('Please cut it'), assistant(textOf(cut)))
  expect(textOf(cut) + textOf(rest)).toBe(whole)
  expect(rest.at(-1)).toEqual({ type: 'end', reason: 'stop' })
})

it('CV2 goes on with what is not its own, and ends', async () => {
  const events = await ask(user('Hello'), assistant('Something else'))
  expect(textOf(events)).not.toBe('')
  expect(events.at(-1)).toEqual({ type: 'end', reason: 'stop' })
})

it('AI1 fails when asked to, with a code', async () => {
  await expect(ask(user('Please fail'))).rejects.toMatchObject({ code: 'provider_unavailable' })
})

it('RT2 its pieces are small, and together the text', () => {
  const { text } = demoAnswer('a long story')
  const pieces = demoPieces(text)
  expect(pieces.join('')).toBe(text)
  expect(Math.max(...pieces.map(piece => piece.length))).toBeLessThanOrEqual(24)
})
