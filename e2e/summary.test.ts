import type { ServerProcess } from '@chat-view/server/testing'
import type { Page } from '@playwright/test'
import type { ChatScreen } from './harness/chat-screen.ts'
import { onMongo } from './harness/on-mongo.ts'
import type { Operator } from './harness/operator.ts'
import { chatPage, expect, test, threadOf, visitorOf } from './harness/test.ts'

interface Journey {
  readonly page: Page
  readonly server: ServerProcess
  readonly operator: Operator
  readonly chat: ChatScreen
}

/** The types of the frames, and of the events, that a page's socket brings. */
const heardBy = (page: Page): Set<string> => {
  const heard = new Set<string>()
  page.on('websocket', socket =>
    socket.on('framereceived', ({ payload }) => {
      const { type, event } = JSON.parse(String(payload)) as { type: string; event?: { type: string } }
      heard.add(event?.type ?? type)
    }),
  )
  return heard
}

const openSummary = async (chat: ChatScreen) => {
  await chat.root.getByText(/^Summarised here · \d earlier messages$/).click()
  return chat.part('summary')
}

/** From a new project to a summary that the job wrote, as the page, the socket and REST tell it, and that outlives a reload. */
const summarise = async ({ page, server, operator, chat }: Journey): Promise<void> => {
  const { key } = await operator.project({ settings: { summarise: true } })
  const heard = heardBy(page)
  await page.goto(chatPage(server, key))
  for (const question of ['A list, please', 'A table, please']) {
    await chat.ask(question)
    await chat.untilComplete()
  }
  expect([...heard]).toEqual(expect.arrayContaining(['welcome', 'delta', 'answer.ended']))
  await chat.button('Conversation menu').click()
  await chat.root.getByRole('menuitem', { name: 'Summarise now', exact: true }).click()
  await expect(chat.root.getByText(/^Summarised here/)).toBeVisible({ timeout: 30_000 })
  expect(heard).toContain('summary.changed')

  const rest = await visitorOf(page, server.url, key)
  const [written] = await rest.summaries(threadOf(page))
  expect(written).toMatchObject({ authorId: null, state: 'current', version: 1 })
  const opened = await openSummary(chat)
  const words = written?.text.match(/[\p{L}\p{N} ]{12,}/u)?.[0].trim()
  await expect(opened).toContainText(words ?? 'a summary of some words')

  await chat.button('Edit summary').click()
  await chat.root.getByRole('textbox', { name: 'Text of the summary' }).fill('They asked for a list and a table.')
  await chat.button('Save').click()
  await expect(opened.getByText('They asked for a list and a table.')).toBeVisible()
  await page.reload()
  await expect((await openSummary(chat)).getByText('They asked for a list and a table.')).toBeVisible()
  expect(await rest.summaries(threadOf(page))).toMatchObject([
    { text: 'They asked for a list and a table.', version: 2, authorId: expect.any(String) },
  ])
}

test('AI5 on SQLite a thread is summarised on demand; the mark opens the text, and its owner edits it', async ({
  page,
  server,
  operator,
  chat,
}) => {
  await summarise({ page, server, operator, chat })
})

onMongo(
  'AI5 on MongoDB a thread is summarised on demand; the mark opens the text, and its owner edits it',
  async ({ page, server, operator, chat }) => {
    await summarise({ page, server, operator, chat })
  },
)
