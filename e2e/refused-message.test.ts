import { startTcpProxy } from '@chat-view/server/testing'
import { textOf } from './harness/rest.ts'
import { chatPage, expect, test, threadOf, visitorOf } from './harness/test.ts'

test('CV6 a message that the server refuses in the end says why, and can be discarded', async ({
  page,
  server,
  operator,
  chat,
}) => {
  await using proxy = await startTcpProxy(server.port)
  const far = { url: `http://127.0.0.1:${proxy.port}` }
  const { key } = await operator.project({ origins: [far.url] })
  await page.goto(chatPage(far, key))
  await chat.ask('A table, please')
  await chat.untilComplete()
  const rest = await visitorOf(page, server.url, key)
  const thread = threadOf(page)

  proxy.setMode('refuse')
  proxy.drop()
  await expect(chat).toShowConnection('waiting')
  await chat.ask('Too late')
  await rest.patch(`/v1/threads/${thread}`, { archived: true })
  proxy.setMode('pass')
  await chat.reconnect()

  const refused = chat.questions.last()
  await expect(refused.getByRole('alert')).toContainText('The conversation is archived. Restore it to go on.')
  await chat.message(refused).discard()
  await expect(chat).toHaveConversation(['A table, please', { role: 'assistant' }])
  expect((await rest.messages(thread)).map(textOf)).toHaveLength(2)
  await page.reload()
  await expect(chat).toHaveConversation(['A table, please', { role: 'assistant' }])
})
