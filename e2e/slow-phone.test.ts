import { demoAnswer } from '@chat-view/server/testing'
import { lostContent } from './harness/controls.ts'
import { chatPage, expect, test } from './harness/test.ts'

test.use({ hasTouch: true, isMobile: true, viewport: { width: 375, height: 667 } })

test('UX5 a long answer on a slow phone: its end stays in sight, and one writes on meanwhile', async ({
  page,
  server,
  chat,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const tools = await context.newCDPSession(page)
  await tools.send('Emulation.setCPUThrottlingRate', { rate: 4 })
  await page.goto(chatPage(server))
  const question = 'A long story'
  await chat.ask(question)
  await chat.untilShown(200)
  const next = 'And what comes after that?'
  await chat.input.tap()
  await page.keyboard.type(next)
  await expect(chat.input).toHaveValue(next)
  await expect(chat.stop).toBeVisible()
  // Nobody has scrolled: the list follows the answer, and offers no way back to where one is.
  await expect(chat.part('jump-latest')).toHaveCount(0)
  const answer = await chat.untilComplete()
  await expect(answer.locator('[part~="message-actions"]')).toBeInViewport()
  expect(await lostContent(page)).toEqual([])
  await tools.send('Emulation.setCPUThrottlingRate', { rate: 1 })
  expect(await chat.copied(answer)).toBe(demoAnswer(question).text)
  await expect(chat.input).toHaveValue(next)
})
