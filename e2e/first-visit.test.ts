import { demoAnswer, startServerProcess } from '@chat-view/server/testing'
import { holdAnswer } from './harness/held-answer.ts'
import { textOf } from './harness/rest.ts'
import { chatPage, expect, roomy, test, threadOf, visitorOf } from './harness/test.ts'

const question = 'Show me a table'

for (const [device, viewport] of [
  ['a desktop', { width: 1280, height: 800 }],
  ['a phone', { width: 375, height: 812 }],
] as const) {
  test(`EM1 a first visitor on ${device} asks, sees the first words come, and has the whole answer`, async ({
    page,
    chat,
    context,
  }) => {
    const expected = demoAnswer(question).text
    await using held = await holdAnswer(expected, [40])
    await using server = await startServerProcess({ ...roomy, ...held.environment })
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.setViewportSize(viewport)
    await page.goto(chatPage(server))
    await chat.ask(question)
    await expect(chat.questions).toHaveText([question])
    await chat.untilShown(0)
    held.goOn()
    const answer = await chat.untilComplete()
    await expect(answer.getByRole('table')).toBeVisible()

    expect(await chat.copied(answer)).toBe(expected)
    const [asked, answered] = await (await visitorOf(page, server.url)).messages(threadOf(page))
    expect([asked && textOf(asked), answered && textOf(answered)]).toEqual([question, expected])
    expect(answered?.generation?.state).toBe('done')
  })
}

test('CV8 a starter prompt asks itself, on the page at the root', async ({ page, server, chat }) => {
  await page.goto(server.url)
  const prompt = chat.part('prompt').first()
  const text = (await prompt.innerText()).trim()
  await prompt.click()
  await expect(chat.questions).toHaveText([text])
  await chat.untilComplete()
})
