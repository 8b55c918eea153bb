import type { KnipConfig } from 'knip'

const tests = ['src/**/*.test.ts']

export default {
  // Run by name: the two programs of `npm test`, and the manifest analyzer of the release.
  ignoreDependencies: [
    '@arethetypeswrong/cli',
    '@typescript/native',
    '@custom-elements-manifest/analyzer',
    '@sparticuz/chromium',
    // Imported by a program that a test writes and compiles.
    'openapi-fetch',
  ],
  // Pins benchmarks to a core where the system has it.
  ignoreBinaries: ['taskset'],
  ignoreExportsUsedInFile: true,
  workspaces: {
    '.': {
      entry: [
        'scripts/{test,build,start,verify-packages,pack-hook,coverage,install-hooks,check-*,generate-*}.ts',
        'web-test-runner.config.mjs',
        'bench/{servers,clients}/*.ts',
        'bench/harness/probe.ts',
      ],
      project: ['*.{ts,mjs}', 'scripts/**/*.{ts,cjs}', 'e2e/**/*.ts', 'bench/**/*.ts'],
    },
    'packages/protocol': { entry: tests, project: 'src/**/*.ts' },
    'packages/sdk': { entry: tests, project: 'src/**/*.ts' },
    'packages/widget': { entry: tests, project: 'src/**/*.ts' },
    'packages/server': {
      entry: [...tests, 'src/main.ts', 'src/cli.ts', 'src/**/*-thread.ts'],
      project: 'src/**/*.ts',
      // The contract suites want them of those who run these suites.
      ignoreDependencies: ['vitest', 'fast-check'],
    },
  },
} satisfies KnipConfig
