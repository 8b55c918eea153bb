import { relative } from 'node:path'
import type { Reporter, TestResultError, TestSession, TestSuiteResult } from '@web/test-runner'
import { repository } from '../process/repository.ts'
import { secondTryLine } from './second-try-mark.ts'

type Told = Pick<TestSession, 'testFile' | 'testResults' | 'errors' | 'logs'>

/** A web-test-runner reporter that prints failures whole, names second tries, and says nothing of what passed. */
export const failureReporter = (): Reporter => ({
  onTestRunFinished({ sessions }) {
    for (const line of sessions.flatMap(session => [...failuresOf(session), ...secondTriesOf(session)]))
      console.log(line)
  },
})

/** What failed in a file: its tests by name, and what happened outside of them. */
export function failuresOf({ testFile, testResults, errors }: Told): readonly string[] {
  const file = relative(repository, testFile)
  const failed = testResults ? failedTests(testResults, []) : []
  return [
    ...failed.map(({ title, error }) => `${file} > ${title}\n${wordsOf(error)}`),
    ...errors.map(error => `${file}\n${wordsOf(error)}`),
  ]
}

/** What `nameSecondTries` logged in the browser, as lines that name the file. */
export const secondTriesOf = ({ testFile, logs }: Told): readonly string[] =>
  logs
    .filter(([what]) => what === secondTryLog)
    .map(([, title, reason]) => secondTryLine(relative(repository, testFile), String(title), String(reason)))

const secondTryLog = 'second try'

/**
 * A plugin that ends each test file with a hook of mocha's, which logs what was tried again and passed: what the browser
 * reports of a test does not say so.
 */
export const nameSecondTries = () => ({
  name: 'name-second-tries',
  transform: ({ path, body }: { path: string; body: unknown }) =>
    path.endsWith('.test.ts') && typeof body === 'string' ? { body: `${body}\n${hook}` } : undefined,
})

const hook = `afterEach(function () {
  const { currentTest: test } = this
  const first = test.retriedTest()
  if (first && test.state === 'passed') console.log('${secondTryLog}', test.fullTitle(), first.err?.message ?? '')
})`

function failedTests({ name, tests, suites }: TestSuiteResult, above: readonly string[]): readonly FailedTest[] {
  const names = name ? [...above, name] : above
  return [
    ...tests
      .filter(test => !test.passed && !test.skipped)
      .map(test => ({ title: [...names, test.name].join(' '), error: test.error })),
    ...suites.flatMap(suite => failedTests(suite, names)),
  ]
}

interface FailedTest {
  readonly title: string
  readonly error: TestResultError | undefined
}

const wordsOf = (error: TestResultError | undefined): string =>
  [error?.message, error?.stack].filter(Boolean).join('\n').replaceAll(/^/gm, '  ')
