import type { Receipt } from '@chat-view/protocol'
import { commandLine } from './harness/command-line.ts'
import { chatPage, expect, test, threadOf } from './harness/test.ts'

test('CV12 everything is exported, then erased, with a receipt that the server vouches for', async ({
  page,
  server,
  chat,
}, testInfo) => {
  await page.goto(chatPage(server))
  await chat.ask('A table, please')
  await chat.untilComplete()
  const thread = threadOf(page)
  await chat.input.fill('A draft of mine')

  const choose = async (item: string): Promise<void> => {
    await chat.button('Your data').click()
    await chat.root.getByRole('menuitem', { name: item, exact: true }).click()
  }
  const exporting = page.waitForEvent('download')
  await choose('Export everything (Markdown)')
  expect((await exporting).suggestedFilename()).toBe('My conversations.md')

  await choose('Erase everything')
  await chat.button('Continue').click()
  await chat.button('Erase for ever').click()
  await expect(chat.root.getByRole('heading', { name: 'Everything is erased.' })).toBeVisible()
  const saving = page.waitForEvent('download')
  await chat.button('Save receipt').click()
  const path = testInfo.outputPath('receipt.json')
  await (await saving).saveAs(path)
  const { valid, receipt } = await commandLine<{ valid: boolean; receipt: Receipt }>(server, 'verify', path)
  expect(valid).toBe(true)
  expect(receipt.counts.threads).toBe(1)
  const kept = await page.evaluate(() => Object.values(localStorage).join(' '))
  expect(kept).not.toContain('A draft of mine')

  await chat.button('Start anew').click()
  await expect(page).toHaveURL(chatPage(server))
  await expect(chat.threadItems).toHaveCount(0)
  await expect(chat.input).toHaveValue('')
  await chat.ask('A list, please')
  await chat.untilComplete()
  await page.goto(`${chatPage(server)}/${thread}`)
  await expect(chat.root.getByRole('heading', { name: /no such conversation|was deleted/ })).toBeVisible()
})
