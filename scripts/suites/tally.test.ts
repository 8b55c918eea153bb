import { expect, it } from 'vitest'
import { Tally } from './tally.ts'

it('DX6 sums what several suites report', () => {
  const tally = new Tally()
  tally.add({ passed: 3, failed: 0, skipped: 1 }, true)
  tally.add({ passed: 2, failed: 4, skipped: 0 }, false)
  expect(String(tally)).toBe('5 passed, 4 failed, 1 skipped')
})

it('DX6 counts a suite that ran no test as failed', () => {
  const tally = new Tally()
  tally.add({ passed: 0, failed: 0, skipped: 7 }, true)
  expect(tally.failed).toBe(1)
})

it('DX6 counts a suite that ended badly, or left no report, as failed', () => {
  const tally = new Tally()
  tally.add({ passed: 5, failed: 0, skipped: 0 }, false)
  tally.add(undefined, false)
  tally.add(undefined, true)
  expect(String(tally)).toBe('5 passed, 3 failed, 0 skipped')
})

it('DX6 counts a failed check', () => {
  const tally = new Tally()
  tally.addFailure()
  expect(tally.failed).toBe(1)
})
