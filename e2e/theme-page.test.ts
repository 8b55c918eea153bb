import type { Page } from '@playwright/test'
import { findBarriers, prepareAxe } from './harness/axe.ts'
import { collectComplaints } from './harness/complaints.ts'
import { expect, test } from './harness/test.ts'

const set = (page: Page, name: string, value: string): Promise<void> =>
  page.locator(`form [name="${name}"]`).evaluate((field: HTMLInputElement, text) => {
    field.value = text
    field.dispatchEvent(new InputEvent('input', { bubbles: true }))
  }, value)

const fillOf = (page: Page): Promise<string> =>
  page.locator('chat-view').evaluate(view => getComputedStyle(view).getPropertyValue('--chat-a').trim())

test('EM9 tokens are changed live, their contrast is told in numbers, and the CSS is taken along', async ({
  page,
  server,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const complaints = await collectComplaints(page)
  await page.goto(server.url)
  await page.getByRole('link', { name: 'Theme', exact: true }).click()
  const css = page.getByRole('textbox', { name: 'CSS' })
  await expect(css).toHaveValue('chat-view {\n}')
  const row = (name: string) => page.getByRole('row', { name: new RegExp(`^${name} `) })
  await expect(row('Text')).toContainText('17.')

  await set(page, 'accent', '#b3261e')
  expect(await fillOf(page)).toBe('#b3261e')
  await set(page, 'surface-dark', '#000000')
  await page.getByRole('slider', { name: /^Radius/ }).press('ArrowRight')
  await set(page, 'density', '1.1')
  await page.locator('form [name="font"]').selectOption({ label: 'Georgia' })
  await expect(css).toHaveValue(
    /--chat-accent: #b3261e;\n {2}--chat-surface: light-dark\(#ffffff, #000000\);\n {2}--chat-radius: 13px;\n {2}--chat-density: 1\.1;\n {2}--chat-font: Georgia/,
  )
  await page.getByRole('button', { name: 'Copy the CSS' }).click()
  await expect(page.locator('#copied')).toHaveText('Copied')
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(await css.inputValue())

  await page.getByRole('radio', { name: 'Dark' }).check()
  await expect(page.locator('chat-view')).toHaveAttribute('theme', 'dark')
  await set(page, 'ink-light', '#999999')
  await expect(row('Text')).toContainText('2.84, too low')

  await page.getByRole('button', { name: 'Start over' }).click()
  await expect(css).toHaveValue('chat-view {\n}')
  await expect(page.locator('chat-view')).toHaveAttribute('theme', 'auto')
  expect(await page.locator('chat-view').getAttribute('style')).toBeFalsy()
  expect(complaints).toEqual([])
})

for (const [name, viewport] of [
  ['a desktop', { width: 1280, height: 900 }],
  ['a phone', { width: 320, height: 640 }],
] as const)
  test(`UX1 the theme page has no barrier and no width of its own on ${name}`, async ({ page, server, chat }) => {
    await page.setViewportSize(viewport)
    await prepareAxe(page)
    await page.goto(`${server.url}/theme`)
    await expect(chat.part('prompt').first()).toBeVisible()
    await expect(page.getByRole('row')).toHaveCount(7)
    expect(await findBarriers(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
  })
