import { startServerProcess } from '@chat-view/server/testing'
import { metric } from './harness/metric.ts'
import { chatPage, expect, roomy, test } from './harness/test.ts'

test('RT8 twenty quick reloads leave one socket, level memory and the thread as it was', async ({ page, chat }) => {
  await using server = await startServerProcess(roomy)
  await page.goto(chatPage(server))
  await chat.ask('A table, please')
  const answer = await chat.untilComplete()
  const text = await chat.textOf(answer).textContent()
  const reload = async () => {
    for (let count = 0; count < 20; count += 1) await page.reload({ waitUntil: 'domcontentloaded' })
    await expect(chat.textOf(chat.answers)).toHaveText(text ?? '')
    await expect.poll(() => metric(server.url, 'chat_view_connections')).toBe(1)
  }
  await reload()
  const before = await metric(server.url, 'chat_view_process_resident_memory_bytes')
  await reload()
  const after = await metric(server.url, 'chat_view_process_resident_memory_bytes')
  expect(after / before).toBeLessThan(1.25)
  await expect(chat.questions).toHaveText(['A table, please'])
})
