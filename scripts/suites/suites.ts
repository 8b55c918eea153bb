import { join } from 'node:path'
import type { Command } from '../process/run-command.ts'
import type { Counts } from './counts.ts'

export interface Suite extends Command {
  readonly name: string
  /** Reads the suite's own report. */
  readonly count: (report: unknown) => Counts
}

interface VitestReport {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numTodoTests: number
}

interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number }
}

export const countVitest = (report: unknown): Counts => {
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = report as VitestReport
  return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests + numTodoTests }
}

/** What passed on the second try counts as passed, and is named. */
export const countPlaywright = (report: unknown): Counts => {
  const { expected, unexpected, flaky, skipped } = (report as PlaywrightReport).stats
  return { passed: expected + flaky, failed: unexpected, skipped }
}

/** The suites in the order in which they run; each writes its report to the path given. */
export const suites = (reportOf: (name: string) => string): readonly Suite[] => [
  {
    name: 'unit',
    program: 'vitest',
    // `minimal` says nothing of what passed.
    args: [
      ...['run', '--coverage', '--reporter=minimal', `--reporter=${join(import.meta.dirname, 'second-tries.ts')}`],
      ...['--reporter=json', `--outputFile.json=${reportOf('unit')}`],
    ],
    count: countVitest,
    // On two busy processors it takes a quarter of an hour.
    limit: 2_700_000,
  },
  {
    name: 'browser',
    program: 'wtr',
    args: ['--coverage'],
    env: { TEST_REPORT: reportOf('browser') },
    count: report => report as Counts,
  },
  {
    name: 'e2e',
    program: 'playwright',
    args: ['test'],
    env: { TEST_REPORT: reportOf('e2e') },
    count: countPlaywright,
    limit: 1_800_000,
  },
]
