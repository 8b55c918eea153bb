import { demoAnswer, startServerProcess } from '@chat-view/server/testing'
import { holdAnswer } from './harness/held-answer.ts'
import { textOf } from './harness/rest.ts'
import { chatPage, expect, roomy, test, threadOf, visitorOf } from './harness/test.ts'

test('CV3 asking again keeps the earlier answer, and one pages between them', async ({ page, chat }) => {
  const whole = demoAnswer('A list, please').text
  await using held = await holdAnswer(whole, [60])
  await using server = await startServerProcess({ ...roomy, ...held.environment })
  await page.goto(chatPage(server))
  await chat.ask('A list, please')
  await chat.untilShown(10)
  held.goOn()
  const answer = chat.message(await chat.untilComplete())
  await answer.askAgain()
  await chat.untilShown(10)
  await chat.stopAnswer()
  await chat.untilComplete()
  const { versions } = answer
  await expect(versions).toContainText('2/2')

  const rest = await visitorOf(page, server.url)
  const shown = async () => {
    const [, message] = await rest.messages(threadOf(page))
    return { text: message ? textOf(message) : '', versions: message?.versions }
  }
  const second = await shown()
  expect(second.versions).toEqual({ shown: 2, count: 2 })
  expect(second.text.length).toBeLessThan(whole.length)

  await answer.earlierVersion()
  await expect(versions).toContainText('1/2')
  expect(await shown()).toEqual({ text: whole, versions: { shown: 1, count: 2 } })
  await page.reload()
  await expect(versions).toContainText('1/2')
  await answer.laterVersion()
  await expect(versions).toContainText('2/2')
  expect((await shown()).text).toBe(second.text)
})

test('CV2 a question that is deleted goes from every tab and keeps its place', async ({
  page,
  context,
  server,
  chat,
}) => {
  await page.goto(chatPage(server))
  await chat.ask('A table, please')
  await chat.untilComplete()
  const other = chat.on(await context.newPage())
  await other.page.goto(page.url())
  await expect(other).toHaveConversation(['A table, please', { role: 'assistant', state: 'done' }])

  await chat.message(chat.questions).delete()
  for (const screen of [chat, other]) {
    const gone = { role: null, text: 'You deleted a message' }
    await expect(screen).toHaveConversation([gone, { role: 'assistant', state: 'done' }])
  }
  const [gone, answer] = await (await visitorOf(page, server.url)).messages(threadOf(page))
  expect(gone).toMatchObject({ parts: [], deletedAt: expect.any(Number) })
  expect(answer?.deletedAt).toBeNull()
})
