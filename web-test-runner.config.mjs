import { esbuildPlugin } from '@web/dev-server-esbuild'
import { summaryReporter } from '@web/test-runner'
import { playwrightLauncher } from '@web/test-runner-playwright'
import { chromium } from './scripts/chromium.ts'
import { countReporter } from './scripts/suites/count-reporter.ts'
import { coverageExclusions } from './scripts/suites/coverage-exclusions.ts'
import { failureReporter, nameSecondTries } from './scripts/suites/failure-reporter.ts'
import { judgeOnce } from './scripts/suites/judge-once.ts'

const report = process.env.TEST_REPORT

/** The core of highlight.js is CommonJS, also for those who import its modules. */
const highlightCore = {
  name: 'highlight-core',
  transform: ({ path, body }) =>
    path.endsWith('/highlight.js/lib/core.js') && `const module = {}\n${body}\nexport default module.exports`,
}

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
    highlightCore,
    nameSecondTries(),
    judgeOnce(),
  ],
  browsers: [playwrightLauncher({ product: 'chromium', launchOptions: await chromium() })],
  // `npm test` wants failures only; who runs a file by hand sees each test.
  reporters: report ? [failureReporter(), countReporter(report)] : [summaryReporter()],
  testFramework: { config: { ui: 'bdd', timeout: 30_000, retries: process.env.CI ? 1 : 0 } },
  coverageConfig: {
    include: ['packages/*/src/**/*.ts'],
    exclude: [...Object.keys(coverageExclusions), '**/node_modules/**'],
    reportDir: 'coverage/browser',
    reporters: ['json'],
  },
}
