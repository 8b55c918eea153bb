import { ChatScreen } from './harness/chat-screen.ts'
import { collectComplaints } from './harness/complaints.ts'
import { expect, test } from './harness/test.ts'
import { startViteSite } from './harness/vite-site.ts'

test('DX3 maths and diagrams: the page’s own KaTeX and Mermaid draw what they understand', async ({
  page,
  server,
  operator,
}) => {
  test.slow() // Mermaid is large.
  const { key } = await operator.project({ origins: ['*'] })
  await using site = await startViteSite('examples/maths-and-diagrams', {
    CHAT_SERVER: server.url,
    CHAT_PROJECT: key,
  })
  const complaints = await collectComplaints(page)
  await page.goto(site.origin)
  const answer = page.locator('#answer')
  await expect(answer.locator('img')).toBeVisible()
  await expect(answer.locator('math')).toHaveCount(7)
  await expect(answer.locator('math[display=block]')).toHaveCount(1)
  await expect(answer.locator('td math')).toHaveCount(2)
  await expect(answer.locator('img')).toHaveAttribute('alt', /A\[Arrivals\] --> Q\[Queue\]/)
  await expect(answer).toContainText('It costs $5 or $6')
  await expect(answer).toContainText(String.raw`$\frac{1$.`)
  const chat = new ChatScreen(page, page.locator('chat-view'))
  await chat.part('launcher').click()
  await chat.ask('A table, please')
  await chat.untilComplete()
  expect(complaints.filter(text => !text.includes('favicon.ico') && !text.includes('404'))).toEqual([])
})
