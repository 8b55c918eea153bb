/** Globs that coverage leaves out, each with the reason. Nothing else may be left out. */
export const coverageExclusions: Readonly<Record<string, string>> = {
  '**/*.test.ts': 'the tests themselves',
  '**/*.d.ts': 'declarations hold nothing that runs',
  'packages/*/src/testing/**': 'test doubles and contract suites, run by the tests of what they double',
  'packages/server/src/**/*-thread.ts': 'worker thread entries: V8 counts code in a worker thread as never run',
  'packages/server/src/main.ts': 'runs in a child process in the tests, out of reach of the counter',
  'packages/server/src/cli.ts': 'runs in a child process in the tests, out of reach of the counter',
}
