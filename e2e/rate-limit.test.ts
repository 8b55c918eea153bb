import { textOf } from './harness/rest.ts'
import { chatPage, expect, test, threadOf, visitorOf } from './harness/test.ts'

test.use({ environment: { RATE_LIMIT_SEND: '1/8s' } })

test('SE5 who asks too often is told to wait, and what was asked is answered once the time is over', async ({
  page,
  server,
  chat,
}) => {
  await page.goto(chatPage(server))
  await chat.ask('A table, please')
  await chat.ask('A list, please')
  await expect(chat.root.getByText('One moment.')).toBeVisible()
  const done = { role: 'assistant', state: 'done' } as const
  await expect(chat).toHaveConversation(['A table, please', done, 'A list, please', done])
  await expect(chat.root.getByText('One moment.')).toHaveCount(0)
  const messages = await (await visitorOf(page, server.url)).messages(threadOf(page))
  const questions = messages.filter(({ role }) => role === 'user').map(textOf)
  expect(questions).toEqual(['A table, please', 'A list, please'])
})
