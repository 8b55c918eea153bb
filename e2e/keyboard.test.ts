import type { Page } from '@playwright/test'
import { chatPage, expect, test } from './harness/test.ts'

/** What has the focus, through shadow trees, by its name or text. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    let active = document.activeElement
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement
    return active?.getAttribute('aria-label') ?? active?.textContent?.trim() ?? ''
  })

/** Goes on with Tab until the focus is on what has this name, as a person without a mouse does. */
const tabTo = async (page: Page, name: string, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> => {
  const passed: string[] = []
  for (let steps = 0; steps < 60; steps += 1) {
    await page.keyboard.press(key)
    const now = await focused(page)
    if (now === name) return
    passed.push(now)
  }
  throw new Error(`${key} never came to "${name}", but to: ${passed.join(' | ')}`)
}

test('UX1 the whole talk by keyboard: ask, stop, ask again, edit, rename, archive', async ({ page, server, chat }) => {
  await page.goto(chatPage(server))
  await expect(chat.input).toBeVisible()
  await tabTo(page, 'Message')
  await page.keyboard.type('A long story')
  await page.keyboard.press('Enter')
  await chat.untilShown(20)
  await tabTo(page, 'Stop')
  await page.keyboard.press('Space')
  await chat.untilComplete()
  await expect(chat.input).toBeFocused()

  await tabTo(page, 'Ask again', 'Shift+Tab')
  await page.keyboard.press('Enter')
  await chat.untilShown(10)
  await expect(chat.input).toBeFocused()
  await tabTo(page, 'Stop')
  await page.keyboard.press('Enter')
  await chat.untilComplete()

  await tabTo(page, 'Edit', 'Shift+Tab')
  await page.keyboard.press('Enter')
  await expect(chat.root.getByRole('textbox', { name: 'Edit your question' })).toBeFocused()
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.type('A table, please')
  await page.keyboard.press('Enter')
  await expect(chat.questions).toContainText(['A table, please'])
  await chat.untilComplete()
  await expect(chat.answers.getByRole('table')).toBeVisible()

  await tabTo(page, 'Actions for A long story', 'Shift+Tab')
  await page.keyboard.press('Enter')
  await expect(chat.root.getByRole('menu')).toBeVisible()
  await page.keyboard.press('R')
  await page.keyboard.press('Enter')
  await expect(chat.root.getByRole('textbox', { name: 'Title of the conversation' })).toBeFocused()
  await page.keyboard.type('Layouts')
  await page.keyboard.press('Enter')
  await expect(chat.threadItems.first()).toContainText('Layouts')

  await tabTo(page, 'Actions for Layouts')
  await page.keyboard.press('Enter')
  await expect(chat.root.getByRole('menu')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(chat.root.getByRole('menu')).toHaveCount(0)
  expect(await focused(page)).toBe('Actions for Layouts')
  await page.keyboard.press('Enter')
  await expect(chat.root.getByRole('menu')).toBeVisible()
  await page.keyboard.press('A')
  await page.keyboard.press('Enter')
  await expect(chat.root.getByText('Archived, so nothing can be added.')).toBeVisible()
  expect(await focused(page)).not.toBe('')
})
