import type { KnipConfig } from 'knip'

const tests = ['src/**/*.test.ts']

export default {
  workspaces: {
    '.': {
      entry: [
        'scripts/{test,build,start,verify-packages,pack-hook,coverage,install-hooks,check-*}.ts',
        'scripts/require-node.cjs',
        'bench/**/*.ts',
        '.size-limit.mjs',
      ],
      project: ['*.{ts,mjs}', 'scripts/**/*.{ts,cjs}', 'e2e/**/*.ts', 'bench/**/*.ts'],
    },
    'packages/protocol': { entry: tests, project: 'src/**/*.ts' },
    'packages/sdk': { entry: tests, project: 'src/**/*.ts' },
    'packages/widget': { entry: tests, project: 'src/**/*.ts' },
    'packages/server': { entry: [...tests, 'src/main.ts', 'src/cli.ts', 'src/**/*-thread.ts'], project: 'src/**/*.ts' },
  },
} satisfies KnipConfig
