import { demoAnswer, startTcpProxy } from '@chat-view/server/testing'
import type { Operator } from './harness/operator.ts'
import { textOf } from './harness/rest.ts'
import { chatPage, expect, test, threadOf, visitorOf } from './harness/test.ts'

/** A project whose whole page can be loaded through a proxy, and its address there. */
const behind = async (port: number, operator: Operator): Promise<{ key: string; address: string }> => {
  const url = `http://127.0.0.1:${port}`
  const { key } = await operator.project({ origins: [url] })
  return { key, address: chatPage({ url }, key) }
}

test('RT10 without a network the chat says so; what is written waits, and is sent once when it is back', async ({
  page,
  server,
  operator,
  chat,
}) => {
  await using proxy = await startTcpProxy(server.port)
  const { key, address } = await behind(proxy.port, operator)
  await page.goto(address)
  await chat.ask('A table, please')
  await chat.untilComplete()

  proxy.setMode('refuse')
  proxy.drop()
  await expect(chat.connection).toContainText('Reconnecting.')
  await chat.ask('And a list')
  const waiting = chat.questions.last()
  await expect(waiting).toContainText('And a list')
  await expect(waiting).toContainText('Waiting to be sent')
  await expect(chat.connection).toContainText('1 message is waiting to be sent.')
  await chat.ask('And some code')
  await expect(chat.connection).toContainText('2 messages are waiting to be sent.')
  await expect(chat.part('reconnect')).toBeVisible()

  proxy.setMode('pass')
  await chat.reconnect()
  await expect(waiting).toContainText('And some code')
  await chat.untilComplete()
  await expect(chat.root.getByText('Waiting to be sent')).toHaveCount(0)
  const rest = await visitorOf(page, server.url, key)
  const stored = async () => (await rest.messages(threadOf(page))).map(textOf)
  await expect
    .poll(stored)
    .toEqual([
      'A table, please',
      demoAnswer('A table, please').text,
      'And a list',
      demoAnswer('And a list').text,
      'And some code',
      demoAnswer('And some code').text,
    ])
})

test('RT11 what was written without a network is still sent once, after the page was loaded anew', async ({
  page,
  server,
  operator,
  chat,
}) => {
  await using proxy = await startTcpProxy(server.port)
  const { key, address } = await behind(proxy.port, operator)
  await page.goto(address)
  // Who one is must be known, for what is kept is kept for them.
  await expect(chat.root.getByText('No conversations yet.')).toBeVisible()
  proxy.setMode('refuse')
  proxy.drop()
  await expect(chat.connection).toBeVisible()
  await chat.ask('A table, please')
  await expect(chat.questions).toContainText(['A table, please'])

  proxy.setMode('pass')
  await page.goto(address)
  await expect(chat.threadItems).toHaveCount(1)
  await chat.threadItems.getByRole('link').click()
  await expect(chat.questions).toHaveText(['A table, please'])
  await chat.untilComplete()
  const rest = await visitorOf(page, server.url, key)
  expect(await rest.threads()).toHaveLength(1)
  expect(await rest.messages(threadOf(page))).toHaveLength(2)
})

test('RT11 what a first visitor wrote before the server was reached survives a reload', async ({
  page,
  server,
  chat,
}) => {
  await page.route('**/v1/sessions', route => route.abort())
  await page.goto(chatPage(server))
  await chat.ask('A table, please')
  await expect(chat.questions).toContainText(['A table, please'])
  await page.unroute('**/v1/sessions')
  await page.reload()
  await chat.threadItems.getByRole('link').click()
  await expect(chat.questions).toHaveText(['A table, please'])
  await chat.untilComplete()
  expect(await (await visitorOf(page, server.url)).messages(threadOf(page))).toHaveLength(2)
})

test('RT4 a network that is cut again and again in the middle of an answer costs nothing', async ({
  page,
  server,
  operator,
  chat,
}) => {
  await using proxy = await startTcpProxy(server.port)
  const { key, address } = await behind(proxy.port, operator)
  await page.goto(address)
  await chat.ask('A long story')
  for (const letters of [20, 300, 600]) {
    await chat.untilShown(letters)
    proxy.dropAfter(150)
    await expect(chat.connection).toBeVisible()
    proxy.dropAfter(Number.POSITIVE_INFINITY)
  }
  await chat.untilShown(900)
  await chat.stop.click()
  await chat.untilComplete()
  await expect(chat.connection).toHaveCount(0)
  const [, answer] = await (await visitorOf(page, server.url, key)).messages(threadOf(page))
  const text = answer ? textOf(answer) : ''
  expect(demoAnswer('A long story').text.startsWith(text)).toBe(true)
  const grown = await chat.textOf(chat.answers).textContent()
  await page.reload()
  await expect(chat.textOf(chat.answers)).toHaveText(grown ?? '')
})
