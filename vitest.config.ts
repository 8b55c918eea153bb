import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { defaultServerConditions } from 'vite'
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config'
import { coverageExclusions } from './scripts/suites/coverage-exclusions.ts'
import { triedAgain } from './scripts/suites/tried-again.ts'

const conditions = ['chat-view-source', ...defaultServerConditions]
const matchers = join(import.meta.dirname, 'packages/sdk/src/testing/vitest-matchers.ts')
const inBrowser = '**/*.browser.test.ts'

const project = (
  name: string,
  root: string,
  include = ['**/*.test.ts'],
  setupFiles: string[] = [],
): TestProjectInlineConfiguration => ({
  extends: true,
  // No test is about time: on a busy machine they only take longer.
  test: {
    name,
    root,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    include,
    setupFiles,
    exclude: ['**/node_modules/**', '**/dist/**', inBrowser],
  },
})

export default defineConfig({
  // Workers and child processes started by the tests inherit the condition by `execArgv`.
  ssr: { resolve: { conditions, externalConditions: ['chat-view-source'] } },
  test: {
    environment: 'node',
    // There a test that was slow in the crowd is tried again, and named (`scripts/suites/second-tries.ts`).
    retry: process.env.CI ? triedAgain : 0,
    // What is waited for comes when it comes: only a test that hangs is over.
    expect: { poll: { timeout: 30_000 } },
    // Much of the time they wait for processes and disks: one more than there are processors.
    maxWorkers: availableParallelism() + 1,
    execArgv: ['--conditions=chat-view-source'],
    projects: [
      project('protocol', 'packages/protocol'),
      project('sdk', 'packages/sdk', undefined, [matchers]),
      project('server', 'packages/server'),
      project('widget-node', 'packages/widget', ['src/**/*.node.test.ts']),
      project('scripts', 'scripts'),
      project('bench', 'bench'),
    ],
    coverage: {
      provider: 'v8',
      reportsDirectory: 'coverage/unit',
      reporter: ['json'],
      reportOnFailure: true,
      include: ['**/src/**/*.ts'],
      exclude: Object.keys(coverageExclusions),
    },
  },
})
