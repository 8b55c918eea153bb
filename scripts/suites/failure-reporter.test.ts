import { join } from 'node:path'
import { expect, it } from 'vitest'
import { repository } from '../process/repository.ts'
import { failuresOf, nameSecondTries, secondTriesOf } from './failure-reporter.ts'

const session = {
  testFile: join(repository, 'packages', 'a.test.ts'),
  errors: [],
  logs: [],
}
const outcome = (name: string, passed: boolean, message?: string) => ({
  name,
  passed,
  skipped: false,
  ...(message === undefined ? {} : { error: { message, stack: 'at a.test.ts:3' } }),
})

it('DX6 tells a failure of the browser suite by file, whole title and reason, and nothing of what passed', () => {
  const inner = { name: 'Inner', suites: [], tests: [outcome('passes', true), outcome('fails', false, 'expected 1')] }
  const testResults = { name: '', suites: [inner], tests: [] }
  expect(failuresOf({ ...session, testResults })).toEqual([
    'packages/a.test.ts > Inner fails\n  expected 1\n  at a.test.ts:3',
  ])
})

it('DX6 tells a file that could not be loaded', () => {
  expect(failuresOf({ ...session, errors: [{ message: 'no such module' }] })).toEqual([
    'packages/a.test.ts\n  no such module',
  ])
})

it('DX6 names what passed on the second try in the browser', () => {
  const logs = [['chatter'], ['second try', 'Inner is slow', 'too\n  slow']]
  expect(secondTriesOf({ ...session, logs })).toEqual([
    'passed on the second try: packages/a.test.ts > Inner is slow (too slow)',
  ])
})

it('DX6 puts its hook into tests alone', () => {
  const { transform } = nameSecondTries()
  expect(transform({ path: '/a.test.ts', body: 'it()' })?.body).toMatch(/^it\(\)\nafterEach/)
  expect(transform({ path: '/a.ts', body: 'a()' })).toBeUndefined()
})
