import { demoAnswer, startServerProcess } from '@chat-view/server/testing'
import { holdAnswer } from './harness/held-answer.ts'
import { textOf } from './harness/rest.ts'
import { chatPage, expect, roomy, test, threadOf, visitorOf } from './harness/test.ts'

// The tour has emoji of several code points and letters that run from right to left in it.
const question = 'What can you do?'

test('RT4 a reload in the middle of an answer loses no character and repeats none', async ({ page, chat, context }) => {
  const expected = demoAnswer(question).text
  await using held = await holdAnswer(expected, [60, 260, 460])
  await using server = await startServerProcess({ ...roomy, ...held.environment })
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto(chatPage(server))
  await chat.ask(question)
  for (const letters of [40, 200, 400]) {
    const before = await chat.untilShown(letters)
    // It grows on while the page is loaded, as far as the next mark.
    held.goOn()
    await page.reload()
    const after = await chat.untilShown(letters)
    expect(after.length).toBeGreaterThanOrEqual(before.length)
  }
  const answer = await chat.untilComplete()

  expect(await chat.copied(answer)).toBe(expected)
  const [, stored] = await (await visitorOf(page, server.url)).messages(threadOf(page))
  expect(stored && textOf(stored)).toBe(expected)

  // What grew piece by piece looks, to the letter, as what is drawn at once.
  const drawn = () => chat.textOf(chat.answers).evaluate(text => text.innerHTML.replaceAll(/<!--.*?-->/g, ''))
  const grown = await drawn()
  await page.reload()
  await expect.poll(drawn).toBe(grown)
  await expect(chat.questions).toHaveText([question])
})
