import type { Locator } from '@playwright/test'
import { ChatScreen } from './harness/chat-screen.ts'
import { collectComplaints } from './harness/complaints.ts'
import { startExample } from './harness/example.ts'
import { expect, test } from './harness/test.ts'

const styleOf = (element: Locator, property: string) =>
  element.evaluate((node, name) => getComputedStyle(node).getPropertyValue(name), property)

test('DX3 parts alone: they follow one thread, and two providers are independent', async ({
  page,
  server,
  operator,
}) => {
  const origins = ['*']
  const [first, second] = [await operator.project({ origins }), await operator.project({ origins })]
  await using example = await startExample(['examples/static-server.ts', 'examples/parts-alone'], {
    CHAT_SERVER: server.url,
    CHAT_PROJECT: first.key,
    CHAT_SECOND_PROJECT: second.key,
  })
  const complaints = await collectComplaints(page)
  await page.goto(example.origin)
  const workshop = new ChatScreen(page, page.locator('#workshop'))
  const office = new ChatScreen(page, page.locator('#office'))
  await expect(page.getByText('Ask how anything is mended.')).toBeVisible()
  await workshop.ask('A table, please')
  await workshop.untilComplete()
  await expect(page.locator('#thread')).toHaveText(/^Conversation /)
  await expect(workshop.threadItems).toHaveText([/A table, please/])
  await expect(office.answers).toHaveCount(0)

  // The page's own button, and back by the list.
  await page.getByRole('button', { name: 'New conversation' }).click()
  await expect(workshop.questions).toHaveCount(0)
  await expect(page.locator('#thread')).toHaveText('No conversation yet')
  await workshop.input.fill('A draft of the new one')
  await workshop.threadItems.click()
  await expect(workshop.questions).toHaveText(['A table, please'])
  await expect(workshop.input).toHaveValue('')

  // Each has the style of its own provider, and none of the page.
  await expect.poll(() => styleOf(workshop.part('send'), 'border-radius')).toBe('4px')
  expect(await styleOf(office.part('send'), 'border-radius')).not.toBe('4px')
  expect(await styleOf(workshop.input, 'font-family')).not.toContain('Georgia')
  expect(await styleOf(office.part('messages'), 'color')).toBe('rgb(230, 231, 234)')

  // One that goes takes nothing of the other along.
  await page.locator('#workshop').evaluate(element => element.remove())
  await office.ask('A list, please')
  await office.untilComplete()
  await expect(office.questions).toHaveText(['A list, please'])
  expect(complaints.filter(text => !text.includes('404'))).toEqual([])
})
