import { defineConfig } from '@playwright/test'
import { chromium } from './scripts/chromium.ts'

const report = process.env.TEST_REPORT

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.test.ts',
  outputDir: 'node_modules/.cache/playwright',
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  workers: 2,
  reporter: [['line'], ...(report ? ([['json', { outputFile: report }]] as const) : [])],
  use: {
    browserName: 'chromium',
    launchOptions: await chromium(),
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
  },
})
