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
    // Of the React example, whose page the journeys bundle.
    'react',
    'react-dom',
  ],
  // Where the system has them: the one pins benchmarks to a core, the other is what nodes share.
  ignoreBinaries: ['taskset', 'redis-server'],
  ignoreExportsUsedInFile: true,
  workspaces: {
    '.': {
      entry: [
        'scripts/{test,build,start,cluster,faults,verify-packages,pack-hook,coverage,install-hooks,check-*,generate-*}.ts',
        'web-test-runner.config.mjs',
        'scripts/suites/second-tries.ts',
        // Bundled for a browser.
        'scripts/gallery/stage-page.ts',
        'bench/{run,servers/*,clients/*}.ts',
        'e2e/film/record-film.ts',
        'bench/harness/probe.ts',
        // Bundled by the benchmarks that open them.
        'bench/widget/*/{page,*-page}.ts',
        'e2e/pages/*.ts',
      ],
      project: ['*.{ts,mjs}', 'scripts/**/*.{ts,cjs}', 'e2e/**/*.ts', 'bench/**/*.ts'],
    },
    'packages/protocol': { entry: tests, project: 'src/**/*.ts' },
    'packages/sdk': { entry: tests, project: 'src/**/*.ts' },
    'packages/widget': {
      entry: tests,
      project: 'src/**/*.ts',
      // Their types are extended for those who have them.
      ignoreDependencies: ['svelte', 'vue'],
    },
    // Built by the journeys, as a page and for servers.
    'examples/*': { entry: ['src/main.{ts,tsx}', 'src/server.{ts,tsx}', 'src/*.d.ts'] },
    'packages/server': {
      entry: [...tests, 'src/main.ts', 'src/cli.ts', 'src/**/*-thread.ts'],
      project: 'src/**/*.ts',
      // The contract suites want them of those who run these suites.
      ignoreDependencies: ['vitest', 'fast-check'],
    },
  },
} satisfies KnipConfig
