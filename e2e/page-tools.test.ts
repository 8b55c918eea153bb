import type { Page } from '@playwright/test'
import { chatPage, expect, test } from './harness/test.ts'

declare global {
  interface Window {
    /** What the page's tool was given, call by call. */
    marked: unknown[]
  }
}

/** Has the page offer a tool, as a host's own script does. */
const offerTool = (page: Page, approval: boolean) =>
  page.evaluate(asks => {
    window.marked = []
    const view = document.querySelector('chat-view')
    Object.assign(view ?? {}, {
      tools: [
        {
          name: 'mark_line',
          title: 'Mark a line',
          description: 'Marks a line of the bill',
          parameters: { type: 'object', properties: { line: { type: 'string' } }, required: ['line'] },
          approval: asks,
          run: (args: unknown) => {
            window.marked.push(args)
            return 'The line is marked.'
          },
        },
      ],
    })
  }, approval)

const marked = (page: Page) => page.evaluate(() => window.marked)

test('AI10 a tool of the page runs once it was allowed, and its result can be opened', async ({
  page,
  server,
  operator,
  chat,
}) => {
  const { key } = await operator.project({ settings: { pageTools: true } })
  await page.goto(chatPage(server, key))
  await expect(chat.input).toBeVisible()
  await offerTool(page, true)
  await chat.ask('Use the mark_line tool on "VAT"')
  const allow = chat.button('Allow once')
  await expect(allow).toBeVisible()
  await expect(chat.root.getByText('The assistant wants to use Mark a line').first()).toBeVisible()
  expect(await marked(page)).toEqual([])
  await allow.focus()
  await page.keyboard.press('Enter')
  await chat.untilComplete()
  expect(await marked(page)).toEqual([{ line: 'VAT' }])
  await chat.root.getByText('Used Mark a line').click()
  await expect(chat.root.getByText('The line is marked.').first()).toBeVisible()
})

test('AI10 a tool of the page that is denied does not run, and the answer goes on', async ({
  page,
  server,
  operator,
  chat,
}) => {
  const { key } = await operator.project({ settings: { pageTools: true } })
  await page.goto(chatPage(server, key))
  await expect(chat.input).toBeVisible()
  await offerTool(page, true)
  await chat.ask('Use the mark_line tool on "VAT"')
  await chat.button('Don’t allow').click()
  await expect(chat.root.getByText('Mark a line: Not allowed')).toBeVisible()
  await chat.untilComplete()
  expect(await marked(page)).toEqual([])
})
