import { esbuildPlugin } from '@web/dev-server-esbuild'
import { summaryReporter } from '@web/test-runner'
import { playwrightLauncher } from '@web/test-runner-playwright'
import { chromium } from './scripts/chromium.ts'
import { countReporter } from './scripts/suites/count-reporter.ts'
import { coverageExclusions } from './scripts/suites/coverage-exclusions.ts'

export default {
  rootDir: import.meta.dirname,
  files: [
    'packages/widget/src/**/*.test.ts',
    '!packages/widget/src/**/*.node.test.ts',
    'packages/sdk/src/**/*.browser.test.ts',
  ],
  concurrency: 2,
  nodeResolve: { exportConditions: ['chat-view-source', 'browser', 'import', 'default'] },
  plugins: [
    esbuildPlugin({ ts: true, js: true, target: 'es2023', define: { 'process.env.NODE_ENV': '"development"' } }),
  ],
  browsers: [playwrightLauncher({ product: 'chromium', launchOptions: await chromium() })],
  reporters: [summaryReporter(), countReporter(process.env.TEST_REPORT)],
  testFramework: { config: { ui: 'bdd', timeout: 10_000 } },
  coverageConfig: {
    include: ['packages/*/src/**/*.ts'],
    exclude: [...Object.keys(coverageExclusions), '**/node_modules/**'],
    reportDir: 'coverage/browser',
    reporters: ['json'],
  },
}
