import { writeFileSync } from 'node:fs'
import type { Reporter, TestSession, TestSuiteResult } from '@web/test-runner'
import type { Counts } from './counts.ts'

/** A web-test-runner reporter that writes the sums of a run as JSON to `path`. */
export function countReporter(path: string): Reporter {
  return {
    onTestRunFinished({ sessions }) {
      writeFileSync(path, JSON.stringify(countSessions(sessions)))
    },
  }
}

/** Sums the sessions of a run. A file that could not be loaded, or that logs an error of its own, counts as one failure. */
export function countSessions(sessions: readonly Pick<TestSession, 'passed' | 'testResults'>[]): Counts {
  const total = { passed: 0, failed: 0, skipped: 0 }
  for (const session of sessions) {
    const own = { passed: 0, failed: 0, skipped: 0 }
    if (session.testResults) countSuite(session.testResults, own)
    if (!session.passed && own.failed === 0) own.failed = 1
    total.passed += own.passed
    total.failed += own.failed
    total.skipped += own.skipped
  }
  return total
}

function countSuite(suite: TestSuiteResult, into: { passed: number; failed: number; skipped: number }): void {
  for (const test of suite.tests) into[test.skipped ? 'skipped' : test.passed ? 'passed' : 'failed'] += 1
  for (const inner of suite.suites) countSuite(inner, into)
}
