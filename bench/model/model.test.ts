import { expect, it } from 'vitest'
import { noFaults } from './configurations.ts'
import { explore } from './explore.ts'
import type { Budget, Mistake } from './model-state.ts'

const run = (chunks: number, budget: Partial<Budget>, mistake: Mistake | null = null) =>
  explore({ chunks, budget: { ...noFaults, ...budget }, mistake })

it.each<[number, Partial<Budget>]>([
  [2, { stops: 1 }],
  [1, { crashes: 1, stops: 1 }],
  [1, { pauses: 1, stops: 1 }],
  [1, { pauses: 1, lost: 1 }],
  [1, { crashes: 1, losses: 1 }],
  [1, { pauses: 1, failovers: 1 }],
  [1, { crashes: 1, unknown: 1 }],
  [1, { crashes: 1, away: 1 }],
])('RT2 of %i chunks with %j no state breaks a promise, and from each the end is in reach', (chunks, budget) => {
  const { violation, states, ended } = run(chunks, budget)
  expect(violation).toBe(null)
  expect(ended).toBeGreaterThan(0)
  expect(states).toBeGreaterThan(ended)
})

it.each<[Mistake, number, Partial<Budget>, string]>([
  ['bare-append', 1, { losses: 1, crashes: 1 }, 'taken back'],
  ['no-fence', 1, { pauses: 1 }, 'after the end'],
  ['finish-without-term', 1, { pauses: 1 }, 'stale finish'],
  ['show-before-write', 1, { crashes: 1 }, 'taken back'],
  ['text-in-opening', 1, { losses: 1, pauses: 1 }, 'after the end'],
  ['no-look-after-opening', 1, { pauses: 1 }, 'after the end'],
  ['shows-without-looking', 1, { pauses: 1, failovers: 1 }, 'taken back'],
  ['stop-not-honoured', 1, { crashes: 1, stops: 1 }, 'did not stop'],
  ['own-rows-passed-over', 1, { crashes: 1, losses: 1 }, 'open for ever'],
])('RT2 the model finds the mistake %s within %i chunks and %j', (mistake, chunks, budget, what) => {
  const { violation } = run(chunks, budget, mistake)
  expect(violation?.what).toContain(what)
  expect(violation?.trace.length).toBeGreaterThan(3)
  // The same bounds hold without it.
  expect(run(chunks, budget).violation).toBe(null)
})
