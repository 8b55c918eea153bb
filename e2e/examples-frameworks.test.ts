import type { ChatScreen } from './harness/chat-screen.ts'
import { collectComplaints } from './harness/complaints.ts'
import { expect, test } from './harness/test.ts'
import { renderOnServer, startViteSite } from './harness/vite-site.ts'

const frameworks = { react: 'src/server.tsx', vue: 'src/server.ts', svelte: 'src/server.ts' }

/** What each of these pages does, in its framework's own way: properties, events, a method, a slot. */
const useOrders = async (chat: ChatScreen) => {
  const { page } = chat
  await expect(page.getByText('The chat is closed, with 0 unread.')).toBeVisible()
  // It may be there before the page is alive.
  await expect(async () => {
    await page.getByRole('button', { name: 'Ask about Lantern, tin' }).click()
    await expect(page.getByText('The chat is open, with 0 unread.')).toBeVisible({ timeout: 1_000 })
  }).toPass()
  await chat.untilComplete()
  await expect(chat.questions.first()).toHaveText('Where is my order “Lantern, tin”?')
  await expect(page.getByText('Orders', { exact: true })).toBeVisible()
  await chat.part('header').getByRole('button', { name: 'New conversation' }).click()
  await expect(chat.part('prompt')).toHaveText(['A table, please'])
}

for (const [framework, module] of Object.entries(frameworks)) {
  const example = `examples/${framework}`

  test(`DX3 ${framework}: properties, events, methods and a slot, with no complaint`, async ({
    page,
    server,
    operator,
    chat,
  }) => {
    const { key } = await operator.project({ origins: ['*'] })
    await using site = await startViteSite(example, { CHAT_SERVER: server.url, CHAT_PROJECT: key })
    const complaints = await collectComplaints(page)
    await page.goto(site.origin)
    await useOrders(chat)
    expect(complaints.filter(text => !text.includes('404'))).toEqual([])
  })

  test(`EM8 ${framework}: a page that a server has rendered comes to life, with no complaint`, async ({
    page,
    server,
    operator,
    chat,
  }) => {
    const { key } = await operator.project({ origins: ['*'] })
    const environment = { CHAT_SERVER: server.url, CHAT_PROJECT: key }
    const body = await renderOnServer(example, module, environment)
    expect(body).toMatch(/<chat-view [^>]*layout="popup"[^>]*>.*<span slot="header">Orders<\/span>/s)
    expect(body).toContain(`project="${key}"`)
    await using site = await startViteSite(example, environment, body)
    const complaints = await collectComplaints(page)
    await page.goto(site.origin)
    await useOrders(chat)
    expect(complaints.filter(text => !text.includes('404'))).toEqual([])
  })
}
