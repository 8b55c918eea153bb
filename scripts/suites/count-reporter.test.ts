import { expect, it } from 'vitest'
import { countSessions } from './count-reporter.ts'

const result = (passed: boolean, skipped = false) => ({ name: 'a test', passed, skipped })

it('DX6 sums nested suites of all sessions', () => {
  const inner = { name: 'inner', suites: [], tests: [result(true), result(true, true)] }
  const outer = { name: 'outer', suites: [inner], tests: [result(false), result(true)] }
  const passing = { name: 'other', suites: [], tests: [result(true)] }
  expect(
    countSessions([
      { passed: false, testResults: outer },
      { passed: true, testResults: passing },
    ]),
  ).toEqual({ passed: 3, failed: 1, skipped: 1 })
})

it('DX6 counts a file that never ran its tests as a failure', () => {
  expect(countSessions([{ passed: false }])).toEqual({ passed: 0, failed: 1, skipped: 0 })
})
