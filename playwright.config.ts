import { registerHooks } from 'node:module'
import { defineConfig } from '@playwright/test'
import { chromium } from './scripts/chromium.ts'

// Each process of Playwright reads this file first: the workspace's packages are taken from their sources.
registerHooks({
  resolve: (specifier, context, next) =>
    next(specifier, { ...context, conditions: ['chat-view-source', ...context.conditions] }),
})

const report = process.env.TEST_REPORT

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.test.ts',
  globalSetup: './e2e/global-setup.ts',
  outputDir: 'node_modules/.cache/playwright',
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  // There a journey that was slow in the crowd is tried again, and named.
  retries: process.env.CI ? 2 : 0,
  // Two browsers and two servers may share two cores with what else runs there.
  timeout: 60_000,
  // The gallery's pictures are written by `npm run gallery` alone.
  updateSnapshots: 'none',
  expect: {
    timeout: 15_000,
    toHaveScreenshot: { pathTemplate: 'docs/gallery/{arg}{ext}' },
  },
  workers: 2,
  reporter: [
    ...(process.stdout.isTTY ? ([['line']] as const) : []),
    ['./scripts/suites/journey-reporter.ts'],
    ...(report ? ([['json', { outputFile: report }]] as const) : []),
  ],
  use: {
    browserName: 'chromium',
    launchOptions: await chromium(),
    screenshot: 'only-on-failure',
    // Recording costs a third of the time; `--trace on` has it where a failure wants it.
    trace: process.env.CI ? 'retain-on-failure' : 'off',
  },
})
