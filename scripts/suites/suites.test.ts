import { expect, it } from 'vitest'
import { countPlaywright, countVitest } from './suites.ts'

it('DX6 reads the counts of the unit suite, and takes what is still to do as skipped', () => {
  const report = { numPassedTests: 5, numFailedTests: 1, numPendingTests: 2, numTodoTests: 3 }
  expect(countVitest(report)).toEqual({ passed: 5, failed: 1, skipped: 5 })
})

it('DX6 takes a flaky journey as failed', () => {
  const report = { stats: { expected: 4, unexpected: 1, flaky: 2, skipped: 3 } }
  expect(countPlaywright(report)).toEqual({ passed: 4, failed: 3, skipped: 3 })
})
