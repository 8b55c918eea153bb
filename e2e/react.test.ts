import type { Page } from '@playwright/test'
import { startBundledSite } from './harness/bundled-site.ts'
import type { ChatScreen } from './harness/chat-screen.ts'
import { collectComplaints } from './harness/complaints.ts'
import { Rest, textOf } from './harness/rest.ts'
import { expect, test } from './harness/test.ts'
import { userToken } from './harness/user-token.ts'

/** Sockets that a page holds open, and how many it ever opened. */
const countSockets = (page: Page) => {
  const sockets = { open: 0, opened: 0 }
  page.on('websocket', socket => {
    if (!socket.url().includes('/v1/ws')) return
    sockets.open++
    sockets.opened++
    socket.on('close', () => sockets.open--)
  })
  return sockets
}

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()
const heard = (page: Page) => page.evaluate(() => window.heard)
const messagesHeard = async (page: Page) => (await heard(page)).filter(text => text.startsWith('message'))

const askAndWait = async (chat: ChatScreen, text: string) => {
  await chat.ask(text)
  await chat.untilComplete()
}

test('EM2 in React, under StrictMode and a storm of updates: one socket, one listener for each event, one send', async ({
  page,
  server,
  operator,
  chat,
}) => {
  const project = await operator.project({ origins: ['*'], settings: { visitors: false } })
  const token = userToken(project, 'ada')
  await using site = await startBundledSite('e2e/pages/react-modes.ts')
  const sockets = countSockets(page)
  const complaints = await collectComplaints(page)
  await page.goto(`${site.origin}/?${new URLSearchParams({ server: server.url, project: project.key, token })}`)
  await expect(chat.input).toHaveAttribute('placeholder', 'Write here')
  await expect(chat.part('prompt')).toHaveText(['A table, please'])
  await press(page, 'Storm')
  await expect(page.locator('output')).toHaveText('200 new')
  await askAndWait(chat, 'A list, please')
  await expect.poll(() => messagesHeard(page)).toEqual(['message user', 'message assistant'])
  expect((await heard(page)).filter(text => text === 'ready')).toHaveLength(1)
  // The listener is the newest rendering's.
  expect(await heard(page)).toContain('thread made at 200')
  const ada = await Rest.signIn(server.url, { project: project.key, token })
  const [thread, ...others] = await ada.threads()
  expect(others).toEqual([])
  const questions = (await ada.messages(thread?.id ?? '')).filter(({ role }) => role === 'user')
  expect(questions.map(textOf)).toEqual(['A list, please'])
  // What the reader has opened stays open, whatever is rendered again.
  await press(page, 'Storm')
  await expect(chat.questions).toHaveText(['A list, please'])
  expect(sockets).toEqual({ open: 1, opened: 1 })
  expect(await page.evaluate(() => window.asked.length)).toBe(1)
  expect(complaints).toEqual([])
})

test('EM2 in React, another key and another mounting begin anew, and leave no socket and no listener behind', async ({
  page,
  server,
  operator,
  chat,
}) => {
  const project = await operator.project({ origins: ['*'] })
  await using site = await startBundledSite('e2e/pages/react-modes.ts')
  const sockets = countSockets(page)
  await page.goto(`${site.origin}/?${new URLSearchParams({ server: server.url, project: project.key })}`)
  await askAndWait(chat, 'A list, please')
  await press(page, 'Another key')
  await expect(chat.questions).toHaveCount(0)
  await expect(chat.threadItems).toHaveText([/A list, please/])
  await expect.poll(() => sockets).toEqual({ open: 1, opened: 2 })
  await press(page, 'Show or hide')
  await expect(chat.root).toHaveCount(0)
  await expect.poll(() => sockets.open).toBe(0)
  await press(page, 'Show or hide')
  await askAndWait(chat, 'A table, please')
  await expect.poll(() => sockets).toEqual({ open: 1, opened: 3 })
  const spoken = ['message user', 'message assistant']
  await expect.poll(() => messagesHeard(page)).toEqual([...spoken, ...spoken])
})
