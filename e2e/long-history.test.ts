import { join } from 'node:path'
import { fillThread } from './harness/fill-thread.ts'
import { chatPage, expect, test, threadOf } from './harness/test.ts'

const many = 20_000

test('UX4 a thread of 20,000 messages opens at its end, is searched, and leads to the message that was found', async ({
  page,
  server,
  chat,
}) => {
  test.setTimeout(60_000)
  await page.goto(chatPage(server))
  await chat.ask('Where do the zebrafish sleep?')
  await chat.untilComplete()
  const id = threadOf(page)
  fillThread(join(server.folder, 'chat-view.db'), id, many)
  await page.goto(`${chatPage(server)}/${id}`)
  await expect(chat.questions.or(chat.answers).filter({ hasText: `Line ${many} ` })).toBeInViewport()
  const elements = () =>
    chat.root.evaluate(view => {
      const count = (root: ParentNode): number =>
        [...root.querySelectorAll('*')].reduce((sum, one) => sum + 1 + (one.shadowRoot ? count(one.shadowRoot) : 0), 0)
      return count(view.shadowRoot ?? view)
    })
  expect(await elements()).toBeLessThan(1_000)
  const field = chat.root.getByRole('searchbox', { name: 'Search conversations' })
  await field.fill('zebraf')
  const hit = chat.root.getByRole('region', { name: 'Search results' }).getByRole('link')
  await hit
    .filter({ has: page.locator('.words', { hasText: 'sleep?' }) })
    .last()
    .click()
  await expect(chat.questions.filter({ hasText: 'Where do the zebrafish sleep?' })).toBeInViewport()
  await chat.part('jump-latest').click()
  await expect(chat.questions.or(chat.answers).filter({ hasText: `Line ${many} ` })).toBeInViewport()
  expect(await elements()).toBeLessThan(1_000)
})
