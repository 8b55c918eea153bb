import { demoAnswer } from '@chat-view/server/testing'
import { textOf } from './harness/rest.ts'
import { chatPage, expect, test, threadOf, visitorOf } from './harness/test.ts'

test.use({ environment: { ACCESS_TOKEN_TTL: '2s' } })

test('SE1 access tokens that end during an answer are replaced, and the answer goes on', async ({
  page,
  server,
  chat,
}) => {
  let exchanges = 0
  page.on('request', request => {
    if (request.url().endsWith('/v1/sessions')) exchanges += 1
  })
  await page.goto(chatPage(server))
  await chat.ask('What can you do?')
  await expect.poll(() => exchanges).toBeGreaterThan(2)
  await chat.untilComplete()
  const [, answer] = await (await visitorOf(page, server.url)).messages(threadOf(page))
  expect(answer && textOf(answer)).toBe(demoAnswer('What can you do?').text)
  await chat.ask('A table, please')
  await expect(chat.answers).toHaveCount(2)
  await chat.untilComplete()
  await expect(chat.connection).toHaveCount(0)
})
