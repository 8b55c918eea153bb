/** Globs that coverage leaves out, relative to a package or to the root, each with the reason. Nothing else may be left out. */
export const coverageExclusions: Readonly<Record<string, string>> = {
  '**/*.test.ts': 'the tests themselves',
  '**/*.d.ts': 'declarations hold nothing that runs',
  '**/src/testing/**': 'test doubles and contract suites, run by the tests of what they double',
  '**/src/**/*-thread.ts': 'worker thread entries: V8 counts code in a worker thread as never run',
  '**/src/main.ts': 'runs in a child process in the tests, out of reach of the counter',
  '**/src/cli.ts': 'runs in a child process in the tests, out of reach of the counter',
}
