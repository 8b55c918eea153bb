import { expect, it } from 'vitest'
import { checkHistory } from './check-history.ts'
import type { HistoryRecord } from './history-record.ts'
import { before, plantedViolations, shown, stop, stopped, stored } from './planted-violations.ts'
import { sampleRecords, sampleShown, sampleText } from './sample-history.ts'
import type { ViolationKind } from './violation.ts'

const kindsOf = (records: readonly HistoryRecord[]): ViolationKind[] => [
  ...new Set(checkHistory(records).map(({ kind }) => kind)),
]

it('RT4 a history in which all went well has no violations, whatever was dropped and resumed', () => {
  expect(checkHistory(sampleRecords())).toEqual([])
})

it('RT1 a stop that was acknowledged and made the answer end as stopped is as it must be', () => {
  const good = stored('generation', { state: 'stopped' })(before('event', 1, stop, stopped)(sampleRecords()))
  expect(
    kindsOf(shown(sampleShown.map(one => (one.state === null ? one : { ...one, state: 'stopped' })))(good)),
  ).toEqual([])
})

it.each(plantedViolations)('RT4 %s is found: %s', (_what, kind, change) => {
  expect(kindsOf(change(sampleRecords()))).toContain(kind)
})

it('RT5 text may be lost where Redis lost it while the owner was away, and nowhere else', () => {
  const cut = sampleText.slice(0, 4)
  const lossy = (at: number): HistoryRecord => ({ kind: 'fault', at, what: 'Redis flushed', mayCostText: true })
  const lost = stored('generation', { texts: [cut], state: 'interrupted' })
  expect(kindsOf([...lost(sampleRecords()), lossy(5)])).not.toContain('taken-back')
  expect(kindsOf([...lost(sampleRecords()), lossy(0)])).toContain('taken-back')
  expect(kindsOf([...stored('generation', { texts: [cut] })(sampleRecords()), lossy(5)])).toContain('taken-back')
})
