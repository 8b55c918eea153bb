import { demoAnswer } from '@chat-view/server/testing'
import { hostPage, startHostSite } from './harness/host-site.ts'
import { textOf } from './harness/rest.ts'
import { chatPage, expect, test, threadOf, visitorOf } from './harness/test.ts'
import { userToken } from './harness/user-token.ts'

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

test('SE1 a host is asked for a fresh user token whenever the chat needs one', async ({
  page,
  server,
  operator,
  chat,
}) => {
  await using site = await startHostSite()
  const project = await operator.project({ origins: [site.origin], settings: { visitors: false } })
  let asked = 0
  await page.exposeFunction('signUser', () => {
    asked += 1
    return userToken(project, 'ada')
  })
  site.show(
    hostPage(
      server.url,
      `<chat-view server="${server.url}" project="${project.key}" layout="page" style="height: 600px"></chat-view>
      <script>document.querySelector('chat-view').getToken = () => window.signUser()</script>`,
    ),
  )
  await page.goto(site.origin)
  await chat.ask('What can you do?')
  await expect.poll(() => asked).toBeGreaterThan(2)
  await chat.untilComplete()
  await expect(chat.textOf(chat.answers)).toContainText('More is in the documentation')
  await expect(chat.connection).toHaveCount(0)
})
