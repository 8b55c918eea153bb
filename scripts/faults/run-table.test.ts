import { expect, it } from 'vitest'
import type { SeedResult } from './run-seed.ts'
import { RunTable } from './run-table.ts'
import type { Scenario } from './scenario.ts'

const kill: Scenario = { name: 'kill', faults: 'SIGKILL', cluster: 'plain', disturb: async () => {} }
const held: SeedResult = { records: [], violations: [], ends: { done: 8, interrupted: 2 }, toldAfter: [], took: 8_000 }

it('RT5 the summary adds up runs, and says the median and the worst time until readers were told of a loss', () => {
  const table = new RunTable()
  const violations = [{ kind: 'loss', about: 'a', detail: 'gone', record: null }] as const
  table.add(kill, { ...held, toldAfter: [3_000, 4_100] })
  table.add(kill, { ...held, violations, toldAfter: [2_600], took: 10_000 })
  table.add({ ...kill, name: 'moves' }, held)
  expect(String(table).split('\n').slice(2)).toEqual([
    '| kill | 2 | 1 | 16, 0, 4, 0 | 9.0 |',
    '| moves | 1 | 0 | 8, 0, 2, 0 | 8.0 |',
    '',
    'kill: readers were told of a lost node after median 3.0 s, worst 4.1 s, of 3 answers',
  ])
})
