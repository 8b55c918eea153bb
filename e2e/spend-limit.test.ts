import { chatPage, expect, test } from './harness/test.ts'

test('AI7 a limit that is used up says which it is, when it begins anew and what the project says; the question is kept', async ({
  page,
  server,
  operator,
  chat,
}) => {
  const limit = { scope: 'visitor', unit: 'messages', period: 'day', limit: 1 } as const
  const settings = { limits: [limit], quotaNotice: 'Write to help@hollin.example for more.' }
  const { key } = await operator.project({ settings })
  await page.goto(chatPage(server, key))
  await chat.ask('A list, please')
  await chat.untilComplete()
  await chat.ask('And another?')
  await expect(chat.root.getByText('Write to help@hollin.example for more.')).toBeVisible()
  await expect(chat.root.getByText(/1 message · per day · for you/).last()).toBeVisible()
  await expect(chat.root.getByText(/Begins anew in/).last()).toBeVisible()
  await expect(chat.questions.last()).toContainText('And another?')
  await expect(chat.button('Retry')).toBeVisible()
  await page.reload()
  await expect(chat.questions.last()).toContainText('And another?')
})

test('AI7 one sees what one has used, and the limits', async ({ page, server, operator, chat }) => {
  const limit = { scope: 'visitor', unit: 'messages', period: 'month', limit: 50 } as const
  const { key } = await operator.project({ settings: { limits: [limit] } })
  await page.goto(chatPage(server, key))
  await chat.ask('A list, please')
  await chat.untilComplete()
  await chat.button('Your data').click()
  await chat.root.getByRole('menuitem', { name: 'Your usage', exact: true }).click()
  const dialog = chat.root.getByRole('dialog', { name: /Your usage/ })
  await expect(dialog.getByText('50 messages · per month · for you')).toBeVisible()
  await expect(dialog.getByText('1 used, 2%')).toBeVisible()
})
