import { expect, it } from 'vitest'
import { countPlaywright, countVitest } from './suites.ts'

it('DX6 reads the counts of the unit suite, and takes what is still to do as skipped', () => {
  const report = { numPassedTests: 5, numFailedTests: 1, numPendingTests: 2, numTodoTests: 3 }
  expect(countVitest(report)).toEqual({ passed: 5, failed: 1, skipped: 5 })
})

it('DX6 counts a journey that passed on the second try as passed', () => {
  const report = { stats: { expected: 4, unexpected: 1, flaky: 2, skipped: 3 } }
  expect(countPlaywright(report)).toEqual({ passed: 6, failed: 1, skipped: 3 })
})
