import { describe, expect, it } from 'vitest'
import { checkHistory } from './check-history.ts'
import type { HistoryRecord } from './history-record.ts'
import { goneOn, plantedBills, plantedFeeds, unbilled } from './planted-in-talk.ts'
import { before, plantedViolations, shown, stop, stopped, stored } from './planted-violations.ts'
import { sampleRecords, sampleShown, sampleText } from './sample-history.ts'
import { talkRecords } from './sample-talk.ts'
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

it('RT4 so is a talk in which one answer was stopped before its turn, and a feed that told of it', () => {
  expect(checkHistory(talkRecords())).toEqual([])
})

it.each(plantedBills)('AI7.1 %s is found beside one that asked nobody: %s', (_what, kind, change) => {
  expect(kindsOf(change(talkRecords()))).toContain(kind)
})

it.each([
  ['was cut before its first piece', unbilled({ state: 'interrupted', length: 0, texts: [''] })],
  ['went on with another, and added nothing', goneOn(sampleText.length)],
] as const)('AI7.2 an answer that %s has no text to be billed for', (_what, change) => {
  expect(kindsOf(change(talkRecords()))).not.toContain('never-billed')
})

it.each(plantedFeeds)('RT3 %s of the feed is found: %s', (_what, kind, change) => {
  expect(kindsOf(change(talkRecords()))).toContain(kind)
})

describe('text that was shown and is not stored', () => {
  const stores = (state: 'interrupted' | 'done', text: string): HistoryRecord[] =>
    stored('generation', { texts: [text], state })(sampleRecords())
  const costs = (...mayCostText: string[]): HistoryRecord => ({ kind: 'fault', at: 5, what: 'flushed', mayCostText })
  const cut = sampleText.slice(0, 4)

  it('RT5 may be lost of an answer that nobody held when Redis lost it', () => {
    expect(kindsOf([...stores('interrupted', cut), costs('h', 'g')])).not.toContain('taken-back')
  })

  it('RT5 is lost where the answer had ended before, or its owner was awake', () => {
    expect(kindsOf([...stores('interrupted', cut), costs('h')])).toContain('taken-back')
    expect(kindsOf([...stores('interrupted', cut), costs()])).toContain('taken-back')
  })

  it('RT5 is lost of an answer that says it is whole, or that is another text', () => {
    expect(kindsOf([...stores('done', cut), costs('g')])).toContain('taken-back')
    expect(kindsOf([...stores('interrupted', `${cut}!`), costs('g')])).toContain('taken-back')
  })
})
