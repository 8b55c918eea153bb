import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { collectComplaints } from './harness/complaints.ts'
import { fillThread } from './harness/fill-thread.ts'
import { chatPage, expect, test, threadOf } from './harness/test.ts'

declare global {
  interface Window {
    tellPrinted(title: string, text: string, fonts: string): Promise<void>
  }
}

interface Printed {
  readonly title: string
  readonly text: string
  readonly font: string
}

/** What comes to the printer, of the page and of every frame in it. */
const collectPrinted = async (page: Page): Promise<Printed[]> => {
  const printed: Printed[] = []
  await page.exposeFunction('tellPrinted', (title: string, text: string, font: string) => {
    printed.push({ title, text, font })
  })
  await page.addInitScript(() => {
    window.print = () => {
      const { title, body } = document
      void window
        .tellPrinted(title, body.innerText, getComputedStyle(body).fontFamily)
        .then(() => window.dispatchEvent(new Event('afterprint')))
    }
  })
  return printed
}

test('UX4 a conversation of a thousand messages is printed by itself, and the page’s policy has nothing against it', async ({
  page,
  server,
  chat,
}) => {
  const many = 1_000
  const complaints = await collectComplaints(page)
  const printed = await collectPrinted(page)
  await page.goto(chatPage(server))
  await chat.ask('A table, please')
  await chat.untilComplete()
  const id = threadOf(page)
  fillThread(join(server.folder, 'chat-view.db'), id, many)
  await page.goto(`${chatPage(server)}/${id}`)
  await expect(chat.questions.or(chat.answers).filter({ hasText: `Line ${many} ` })).toBeInViewport()
  await expect(async () => {
    await chat.input.focus()
    await page.keyboard.press('ControlOrMeta+P')
    await expect.poll(() => printed.length, { timeout: 5_000 }).toBeGreaterThan(0)
  }).toPass()
  const [paper] = printed
  expect(printed).toHaveLength(1)
  expect(paper?.title).toBe('A table, please')
  expect(paper?.text.startsWith('A table, please\nYou')).toBe(true)
  const lines = [...(paper?.text.matchAll(/Line (\d+) /g) ?? [])].map(([, number]) => Number(number))
  expect(new Set(lines).size).toBe(many)
  expect(lines).toEqual([...lines].sort((one, other) => one - other))
  expect(paper?.font).toContain('system-ui')
  await expect(page.locator('iframe')).toHaveCount(0)
  await expect(chat.input).toBeFocused()
  expect(complaints).toEqual([])
})

test('UX4 the menu of a conversation prints it, and nothing of what is around it', async ({ page, server, chat }) => {
  const printed = await collectPrinted(page)
  await page.goto(chatPage(server))
  await chat.ask('Some code, please')
  await chat.untilComplete()
  await chat.chooseForThread(chat.threadItems.first(), 'Print')
  await expect.poll(() => printed.length).toBe(1)
  expect(printed[0]?.text).toContain('Some code, please')
  expect(printed[0]?.text).not.toContain('New conversation')
})
