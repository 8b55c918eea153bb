import { demoAnswer } from '@chat-view/server/testing'
import { textOf } from './harness/rest.ts'
import { startStrictProxy } from './harness/strict-proxy.ts'
import { chatPage, expect, test, threadOf, visitorOf } from './harness/test.ts'

const question = 'What can you do?'

test('RT12 behind a proxy that refuses sockets an answer comes over HTTP, and survives a broken connection', async ({
  page,
  server,
  operator,
  chat,
}) => {
  await using proxy = await startStrictProxy(server.port)
  const { key } = await operator.project({ origins: [proxy.url] })
  await page.goto(chatPage(proxy, key))
  // Long enough to be broken twice, on a slow machine too.
  const long = 'A long story'
  await chat.ask(long)
  for (const letters of [40, 200]) {
    await chat.untilShown(letters)
    proxy.drop()
  }
  await chat.untilComplete()
  await expect(chat).toShowConnection('well')
  const rest = await visitorOf(page, server.url, key)
  const stored = async () => (await rest.messages(threadOf(page))).map(textOf)
  expect(await stored()).toEqual([long, demoAnswer(long).text])
  expect(proxy.refused).toBeGreaterThan(0)

  await chat.ask('A table, please')
  await chat.untilComplete()
  expect(await stored()).toHaveLength(4)
  expect(proxy.passed).toContain('POST /v1/events')
  expect(proxy.passed).toContain('POST /v1/events/connection')

  const whole = await chat.textOf(chat.answers).first().innerText()
  await page.reload()
  await expect(chat.textOf(chat.answers).first()).toHaveText(whole, { useInnerText: true })
})

test('RT12 behind one that holds streams back as well, events are polled', async ({ page, server, operator, chat }) => {
  await using proxy = await startStrictProxy(server.port, { holdsBack: true })
  const { key } = await operator.project({ origins: [proxy.url] })
  await page.goto(chatPage(proxy, key))
  await chat.ask(question)
  await chat.untilShown(40)
  await chat.untilComplete()
  const rest = await visitorOf(page, server.url, key)
  expect((await rest.messages(threadOf(page))).map(textOf)).toEqual([question, demoAnswer(question).text])
  expect(proxy.passed.filter(request => request === 'POST /v1/events').length).toBeGreaterThan(2)
})

test('RT12 on a page whose sockets fail the chat works, Stop is heard, and so is another device', async ({
  page,
  server,
  chat,
}) => {
  await page.addInitScript(() => {
    class Blocked {
      constructor() {
        throw new Error('Sockets are not allowed here')
      }
    }
    Object.assign(globalThis, { WebSocket: Blocked })
  })
  await page.goto(chatPage(server))
  await chat.ask('A long story')
  await chat.untilShown(100)
  await chat.stopAnswer()
  await chat.untilComplete()
  const rest = await visitorOf(page, server.url)
  const [, answer] = await rest.messages(threadOf(page))
  expect(answer?.generation?.state).toBe('stopped')
  await rest.post(`/v1/threads/${threadOf(page)}/messages`, { text: 'From another device' }, 'from-another-device')
  await expect(chat.questions.last()).toContainText('From another device')
})
