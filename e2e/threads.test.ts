import { chatPage, expect, test, threadOf, visitorOf } from './harness/test.ts'

test('CV1 a thread is renamed, archived, found in the archive, brought back and deleted', async ({
  page,
  server,
  chat,
}) => {
  await page.goto(chatPage(server))
  await chat.ask('A table, please')
  await chat.untilComplete()
  const thread = threadOf(page)
  const rest = await visitorOf(page, server.url)
  const row = chat.threadItems.first()

  await chat.chooseForThread(row, 'Rename')
  const field = row.getByRole('textbox', { name: 'Title of the conversation' })
  await expect(field).toBeFocused()
  await field.fill('Layouts')
  await field.press('Enter')
  await expect(row).toContainText('Layouts')
  await expect(chat.part('header').getByRole('heading', { name: 'Layouts' })).toBeVisible()
  expect((await rest.threads())[0]?.title).toBe('Layouts')

  await chat.threads.archive('Layouts')
  await expect(chat.threadItems).toHaveCount(0)
  await expect(chat.input).toHaveCount(0)
  await expect(chat.root.getByText('Archived, so nothing can be added.')).toBeVisible()
  await chat.button('Archived').click()
  await expect(chat).toListThreads([{ text: 'Layouts', archived: true }])
  expect(await rest.threads()).toEqual([])
  expect(await rest.threads({ archived: true })).toHaveLength(1)

  await chat.threads.restore('Layouts')
  await expect(chat.input).toBeVisible()
  await expect(chat.root.getByText('Nothing is archived.')).toBeVisible()
  await expect(chat).toListThreads([{ text: 'Layouts', archived: false, current: true }])

  await chat.chooseForThread(row, 'Delete')
  const sure = chat.root.getByRole('alertdialog', { name: 'Delete this conversation?' })
  await sure.getByRole('button', { name: 'Cancel' }).click()
  await expect(chat.threadItems).toHaveCount(1)
  await chat.threads.delete('Layouts')
  await expect(chat.threadItems).toHaveCount(0)
  await expect(chat.questions).toHaveCount(0)
  expect([...(await rest.threads()), ...(await rest.threads({ archived: true }))]).toEqual([])

  await page.goto(`${chatPage(server)}/${thread}`)
  await expect(chat.root.getByRole('heading', { name: 'This conversation was deleted.' })).toBeVisible()
})

test('EM3 the address follows the thread, with back and forward', async ({ page, server, chat }) => {
  await page.goto(chatPage(server))
  await chat.ask('A table, please')
  await expect(page).toHaveURL(/\/chat\/[0-9a-f-]{36}$/)
  await chat.untilComplete()
  const first = page.url()
  await chat.threads.begin()
  await expect(page).toHaveURL(chatPage(server))
  await chat.ask('A list, please')
  await expect(page).toHaveURL(/\/chat\/[0-9a-f-]{36}$/)
  await chat.untilComplete()
  const second = page.url()
  expect(second).not.toBe(first)

  await page.goBack()
  await expect(page).toHaveURL(first)
  await expect(chat.questions).toHaveText(['A table, please'])
  await page.goForward()
  await expect(page).toHaveURL(second)
  await expect(chat.questions).toHaveText(['A list, please'])
  await page.goto(first)
  await expect(chat.questions).toHaveText(['A table, please'])
  await chat.threads.choose('A list, please')
  await expect(page).toHaveURL(second)
})
