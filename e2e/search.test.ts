import { chatPage, expect, test, threadOf, visitorOf } from './harness/test.ts'

test('ST6 search finds an old message and brings it into view', async ({ page, server, chat }) => {
  test.setTimeout(120_000)
  await page.goto(chatPage(server))
  await chat.ask('Where do the zebrafish sleep?')
  await chat.untilComplete()
  // So much comes after it that it is on no page that is loaded at first.
  const rest = await visitorOf(page, server.url)
  const id = threadOf(page)
  for (let at = 0; at < 60; at++)
    await rest.post(`/v1/threads/${id}/messages`, { text: `Line ${at}`, answer: false }, crypto.randomUUID())
  await page.goto(chatPage(server))
  const field = chat.root.getByRole('searchbox', { name: 'Search conversations' })
  await field.fill('zebraf')
  const results = chat.root.getByRole('region', { name: 'Search results' })
  // A line below the title: found in a message, and not in the thread's title alone.
  const hit = results.getByRole('link').filter({ has: page.locator('.words', { hasText: 'sleep?' }) })
  await expect(hit.locator('mark').first()).toHaveText(/zebraf/i)
  await hit.last().click()
  await expect(page).toHaveURL(new RegExp(`/${id}$`))
  await expect(chat.questions.filter({ hasText: 'Where do the zebrafish sleep?' })).toBeInViewport()
})
