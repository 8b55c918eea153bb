import { demoAnswer } from '@chat-view/server/testing'
import { textOf } from './harness/rest.ts'
import { chatPage, expect, test, threadOf, visitorOf } from './harness/test.ts'

test('RT1 stop ends the answer, keeps what was said and the focus, and the talk can go on', async ({
  page,
  server,
  chat,
}) => {
  await page.goto(chatPage(server))
  await chat.ask('A long story')
  await chat.untilShown(40)
  await chat.stopAnswer()
  await chat.untilComplete()
  await expect(chat.input).toBeFocused()
  await expect(chat).toHaveConversation(['A long story', { role: 'assistant', state: 'stopped' }])
  const rest = await visitorOf(page, server.url)
  const [, answer] = await rest.messages(threadOf(page))
  expect(answer?.generation?.state).toBe('stopped')
  const said = answer ? textOf(answer) : ''
  expect(said.length).toBeGreaterThan(40)
  expect(demoAnswer('A long story').text.startsWith(said)).toBe(true)

  await chat.ask('A table, please')
  await chat.untilComplete()
  await expect(chat).toHaveConversation([
    'A long story',
    { state: 'stopped' },
    'A table, please',
    { role: 'assistant', state: 'done' },
  ])
  const [, still] = await rest.messages(threadOf(page))
  expect(still && textOf(still)).toBe(said)
})
