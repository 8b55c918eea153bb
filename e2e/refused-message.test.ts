import { farPage } from './harness/far-page.ts'
import { textOf } from './harness/rest.ts'
import { expect, test, threadOf, visitorOf } from './harness/test.ts'

test('CV6 a message that the server refuses in the end says why, and can be discarded', async ({
  page,
  server,
  operator,
  chat,
}) => {
  await using far = await farPage(server, operator)
  await page.goto(far.address)
  await chat.ask('A table, please')
  await chat.untilComplete()
  const rest = await visitorOf(page, server.url, far.key)
  const thread = threadOf(page)

  far.proxy.setMode('refuse')
  far.proxy.drop()
  await expect(chat).toShowConnection('waiting')
  await chat.ask('Too late')
  await rest.patch(`/v1/threads/${thread}`, { archived: true })
  far.proxy.setMode('pass')
  await chat.reconnect()

  const refused = chat.questions.last()
  await expect(refused.getByRole('alert')).toContainText('The conversation is archived. Restore it to go on.')
  await chat.message(refused).discard()
  await expect(chat).toHaveConversation(['A table, please', { role: 'assistant' }])
  expect((await rest.messages(thread)).map(textOf)).toHaveLength(2)
  await page.reload()
  await expect(chat).toHaveConversation(['A table, please', { role: 'assistant' }])
})
