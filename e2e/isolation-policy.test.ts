import { expect, test } from '@playwright/test'
import { allStates } from '../scripts/gallery/all-states.ts'
import { bundleStage } from '../scripts/gallery/bundle-stage.ts'
import { contextFor, openStage, serveStage } from '../scripts/gallery/stage-site.ts'
import { collectComplaints } from './harness/complaints.ts'

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types lit-html',
].join('; ')

for (const device of ['desktop', 'phone'] as const)
  test(`EM5 every state of the gallery is drawn under a strict policy with Trusted Types without a complaint: ${device}`, async ({
    browser,
  }) => {
    test.setTimeout(400_000)
    const states = allStates.filter(({ only }) => (only ?? device) === device)
    const [first] = states
    if (!first) throw new Error('no states')
    await using context = await browser.newContext(contextFor(first, device))
    await serveStage(context, await bundleStage(), { 'content-security-policy': policy })
    const page = await context.newPage()
    const complaints = await collectComplaints(page)
    await openStage(page)
    const found: Record<string, readonly string[]> = {}
    for (const state of states) {
      await page.setViewportSize(contextFor(state, device).viewport)
      const before = complaints.length
      await page.evaluate(name => window.showState(name), state.name)
      await page.evaluate(() => window.endState())
      if (complaints.length > before) found[state.name] = complaints.slice(before)
    }
    expect(found).toEqual({})
  })
