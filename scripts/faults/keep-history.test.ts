import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import type { HistoryRecord } from '../../packages/server/src/testing/history/history-record.ts'
import { keepHistory } from './keep-history.ts'
import { scenarios } from './scenarios.ts'

const job = (name: string) => {
  const scenario = scenarios.find(one => one.name === name)
  if (!scenario) throw new Error(`there is no ${name}`)
  return { scenario, seed: 7 }
}
const records = [1, 2].map((at): HistoryRecord => ({ kind: 'run', at, seed: 7, scenario: 'kill' }))

it('RT5 the history of a failed run is kept with what its nodes printed, and what is told names it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'chat-view-histories-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const violation = { kind: 'loss', about: 'g', detail: 'gone', record: 1 } as const
  const violations = Array.from({ length: 14 }, () => violation)
  const told = await keepHistory(join(folder, 'new'), job('kill'), { records, violations, outputs: ['one', 'two'] })
  const file = join(folder, 'new', 'kill-7.jsonl')
  expect(told.split('\n')).toEqual([
    ...Array.from({ length: 12 }, () => '  loss  g: gone (line 2)'),
    '  … and 2 more',
    '  again: npm run faults -- --scenario kill --seeds 7..7',
    `  history: ${file}`,
  ])
  const lines = (await readFile(file, 'utf8')).trimEnd().split('\n')
  expect(lines.map(line => JSON.parse(line))).toEqual(records)
  expect(await readFile(join(folder, 'new', 'kill-7.node-2.log'), 'utf8')).toBe('two')
})
