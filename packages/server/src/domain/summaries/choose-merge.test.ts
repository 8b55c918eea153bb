import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { SummaryRecord } from '../../ports/summary-store.ts'
import { chooseMerge, type MeasuredSummary } from './choose-merge.ts'

const budget = { all: 100, merged: 50, room: 120 }

const summary = (fromSeq: number, toSeq: number, more: Partial<SummaryRecord> = {}): SummaryRecord => ({
  ...{ id: `s${fromSeq}`, threadId: 't', projectId: 'p', version: 1, fromSeq, toSeq, messages: 1, text: 'x' },
  ...{ state: 'current', authorId: null, createdAt: 1, updatedAt: 1 },
  ...more,
})
const inARow = (
  tokens: readonly number[],
  more: (n: number) => Partial<SummaryRecord> = () => ({}),
): MeasuredSummary[] => tokens.map((own, n) => ({ tokens: own, summary: summary(n * 10 + 1, n * 10 + 10, more(n)) }))
const idsOf = (chosen: readonly MeasuredSummary[]): string[] => chosen.map(one => one.summary.id)

it('AI4.4 nothing is merged within the share, the oldest beyond it, until that makes them shorter', () => {
  expect(chooseMerge(inARow([30, 30, 40]), budget)).toEqual([])
  expect(idsOf(chooseMerge(inARow([30, 30, 41]), budget))).toEqual(['s1', 's11', 's21'])
  expect(idsOf(chooseMerge(inARow([50, 40, 41, 9]), budget))).toEqual(['s1', 's11'])
})

it('AI5.2 what a person wrote, what is stale and what lies beyond a gap is no part of it', () => {
  const mine = inARow([50, 40, 30, 30], n => (n === 1 ? { authorId: 'u' } : {}))
  expect(idsOf(chooseMerge(mine, budget))).toEqual(['s21', 's31'])
  const stale = inARow([50, 40, 30, 30], n => (n === 1 ? { state: 'stale' } : {}))
  expect(idsOf(chooseMerge(stale, budget))).toEqual(['s21', 's31'])
  const gap = [{ tokens: 90, summary: summary(1, 5) }, ...inARow([0, 40, 40]).slice(1)]
  expect(idsOf(chooseMerge(gap, budget))).toEqual(['s11', 's21'])
  expect(chooseMerge(inARow([200]), budget)).toEqual([])
})

it('AI4.4 those that are chosen follow each other, are more than one, and shrink', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 80 }), { maxLength: 12 }), tokens => {
      const chosen = chooseMerge(inARow(tokens), budget)
      if (chosen.length === 0) return
      expect(chosen.length).toBeGreaterThan(1)
      expect(chosen.reduce((sum, one) => sum + one.tokens, 0)).toBeGreaterThan(budget.merged)
      for (const [n, one] of chosen.slice(1).entries())
        expect(one.summary.fromSeq).toBe((chosen[n]?.summary.toSeq ?? 0) + 1)
    }),
  )
})
