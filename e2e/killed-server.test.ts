import { demoAnswer, startServerProcess } from '@chat-view/server/testing'
import { textOf } from './harness/rest.ts'
import { chatPage, expect, roomy, test, threadOf, visitorOf } from './harness/test.ts'

const question = 'What can you do?'

test('RT5 a server that is killed in the middle of an answer keeps what was shown, and goes on with it', async ({
  page,
  chat,
}) => {
  await using server = await startServerProcess(roomy)
  await page.goto(chatPage(server))
  await chat.ask(question)
  await chat.untilShown(100)
  await server.kill('SIGKILL')
  await expect(chat.connection).toBeVisible()
  const shown = await chat.textOf(chat.answers).innerText()

  await server.start()
  // The next try of its own may be half a minute away by now.
  await chat.reconnect()
  await chat.untilComplete()
  const goOn = chat.button('Continue')
  await expect(goOn).toBeVisible()
  await expect(chat.connection).toHaveCount(0)
  const kept = await chat.textOf(chat.answers).innerText()
  expect(kept.startsWith(shown.trimEnd())).toBe(true)
  const rest = await visitorOf(page, server.url)
  const stored = async () => {
    const [, answer] = await rest.messages(threadOf(page))
    return { text: answer ? textOf(answer) : '', state: answer?.generation?.state, versions: answer?.versions.count }
  }
  const interrupted = await stored()
  expect(interrupted.state).toBe('interrupted')

  await goOn.click()
  await expect.poll(stored).toEqual({ text: demoAnswer(question).text, state: 'done', versions: 1 })
  await chat.untilComplete()
  const whole = await stored()
  expect(whole.text.startsWith(interrupted.text)).toBe(true)
  await expect(goOn).toHaveCount(0)
})

test('RT15 a server that is stopped in the middle of an answer hands it over, and the reader comes back by themselves', async ({
  page,
  chat,
}) => {
  await using server = await startServerProcess({ ...roomy, SHUTDOWN_GRACE: '1s' })
  await page.goto(chatPage(server))
  await chat.ask('A long story')
  await chat.untilShown(40)
  expect(await server.kill('SIGTERM')).toBe(0)
  const shown = await chat.textOf(chat.answers).innerText()
  await server.start()
  await chat.untilComplete()
  await expect(chat.connection).toHaveCount(0)
  await expect(chat.button('Continue')).toBeVisible()
  expect((await chat.textOf(chat.answers).innerText()).startsWith(shown.trimEnd())).toBe(true)
  const [, answer] = await (await visitorOf(page, server.url)).messages(threadOf(page))
  expect(answer?.generation?.state).toBe('interrupted')
  expect(demoAnswer('A long story').text.startsWith(answer ? textOf(answer) : '-')).toBe(true)
})
