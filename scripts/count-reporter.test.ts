import { expect, it } from 'vitest'
import { countSessions } from './count-reporter.ts'

const test = (passed: boolean, skipped = false) => ({ name: 'a test', passed, skipped })

it('DX6 sums nested suites of all sessions', () => {
  const inner = { name: 'inner', suites: [], tests: [test(true), test(true, true)] }
  const outer = { name: 'outer', suites: [inner], tests: [test(false), test(true)] }
  const passing = { name: 'other', suites: [], tests: [test(true)] }
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
