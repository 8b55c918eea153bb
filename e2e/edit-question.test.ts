import { demoAnswer } from '@chat-view/server/testing'
import { textOf } from './harness/rest.ts'
import { chatPage, expect, test, threadOf, visitorOf } from './harness/test.ts'

test('CV3 an edited question is asked again from there; what followed goes from sight and is kept', async ({
  page,
  server,
  chat,
}) => {
  await page.goto(chatPage(server))
  await chat.ask('A table, please')
  await chat.untilComplete()
  await chat.ask('And a list')
  const done = { role: 'assistant', state: 'done' } as const
  await expect(chat).toHaveConversation(['A table, please', done, 'And a list', done])

  const first = chat.questions.first()
  await first.hover()
  await chat.button('Edit', first).click()
  const field = first.getByRole('textbox', { name: 'Edit your question' })
  await expect(field).toBeFocused()
  await expect(field).toHaveValue('A table, please')
  await field.fill('Some code, please')
  await field.press('Enter')
  await expect(chat).toHaveConversation(['Some code, please', done])
  await expect(chat.part('code-block')).toHaveCount(3)

  const rest = await visitorOf(page, server.url)
  const thread = threadOf(page)
  const [question, answer, ...more] = await rest.messages(thread)
  expect(more).toEqual([])
  expect(question && textOf(question)).toBe('Some code, please')
  expect(answer && textOf(answer)).toBe(demoAnswer('Some code, please').text)
  const history = await rest.messages(thread, { superseded: true })
  expect(history.map(textOf)).toEqual(expect.arrayContaining([demoAnswer('A table').text, 'And a list']))
  expect(await rest.edits(question?.id ?? '')).toEqual([
    expect.objectContaining({ before: 'A table, please', after: 'Some code, please', authorId: question?.authorId }),
  ])

  await first.hover()
  await chat.button('More', first).click()
  await chat.root.getByRole('menuitem', { name: 'Earlier versions' }).click()
  await expect(first.getByText('A table, please')).toBeVisible()
})

test('CV5 an edit of a message that was changed elsewhere overwrites nothing, and the text is not lost', async ({
  page,
  context,
  server,
  chat,
}) => {
  await page.goto(chatPage(server))
  await chat.ask('A table, please')
  await chat.untilComplete()
  const [question] = await (await visitorOf(page, server.url)).messages(threadOf(page))
  const first = chat.questions.first()
  await first.hover()
  await chat.button('Edit', first).click()
  await chat.root.getByRole('textbox', { name: 'Edit your question' }).fill('Mine')

  const other = await context.newPage()
  const elsewhere = chat.on(other)
  await other.goto(page.url())
  await elsewhere.message(elsewhere.questions).edit('A list, please')
  await elsewhere.untilComplete()
  await expect(chat.answers.getByRole('table')).toHaveCount(0)

  await chat.root.getByRole('textbox', { name: 'Edit your question' }).press('Enter')
  await expect(chat.root.getByText('This message was changed elsewhere.')).toBeVisible()
  await expect(chat.root.getByText('Mine', { exact: true })).toBeVisible()
  const rest = await visitorOf(page, server.url)
  const [saved] = await rest.messages(threadOf(page))
  expect(saved && textOf(saved)).toBe('A list, please')
  expect(saved?.id).toBe(question?.id)
})
