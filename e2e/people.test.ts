import type { Locator } from '@playwright/test'
import { ChatScreen } from './harness/chat-screen.ts'
import { chatPage, expect, test, threadOf } from './harness/test.ts'

/** Opens the dialog about the people of the thread that is shown. */
const people = async (screen: ChatScreen): Promise<Locator> => {
  await screen.button('Conversation menu').click()
  await screen.root.getByRole('menuitem', { name: 'People', exact: true }).click()
  return screen.root.getByRole('dialog', { name: 'People in this conversation' })
}

test('CV10 one who came by a link sees the same answer as it grows, until the owner removes them', async ({
  browser,
  page,
  server,
  chat,
}) => {
  await page.goto(chatPage(server))
  await chat.ask('A table, please')
  await chat.untilComplete()
  const thread = threadOf(page)
  const dialog = await people(chat)
  await dialog.getByRole('button', { name: 'Make a link' }).click()
  const link = await dialog.getByRole('textbox', { name: 'Invitation link' }).inputValue()
  expect(new URL(link).hash).toContain('#chat-invite=')
  await dialog.getByRole('button', { name: 'Close' }).click()

  const elsewhere = await browser.newContext()
  const guest = new ChatScreen(await elsewhere.newPage())
  await guest.page.goto(link)
  await expect(guest.page).toHaveURL(`${chatPage(server)}/${thread}`)
  await expect(guest.questions).toHaveText([/A table, please/])
  await expect(guest.input).toHaveCount(0)

  await chat.ask('A long story')
  for (const screen of [chat, guest]) {
    const text = screen.textOf(screen.answers.last()).first()
    await expect.poll(async () => (await text.innerText()).length).toBeGreaterThan(40)
  }
  await chat.untilComplete()
  await expect(guest.answers.last()).toHaveAttribute('aria-busy', 'false')
  const texts = await Promise.all([chat, guest].map(screen => screen.textOf(screen.answers.last()).first().innerText()))
  expect(texts[1]).toBe(texts[0])

  const again = await people(chat)
  await again.getByRole('button', { name: /^Remove / }).click()
  await chat.root.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click()
  await expect(again.getByRole('button', { name: /^Remove / })).toHaveCount(0)
  await expect(guest.root.getByRole('heading', { name: 'There is no such conversation.' })).toBeVisible()
  await expect(guest.threadItems).toHaveCount(0)
  // The link is no way back.
  await guest.page.goto(link)
  await expect(guest.root.getByRole('alert').filter({ hasText: 'revoked or is used up' })).toBeVisible()
  await elsewhere.close()
})
