import { chatPage, expect, test } from './harness/test.ts'

test('EM6 where storage and cookies are blocked the chat works for as long as the page lives', async ({
  page,
  server,
  chat,
}) => {
  await page.addInitScript(() => {
    for (const name of ['localStorage', 'sessionStorage', 'indexedDB'] as const) {
      Object.defineProperty(window, name, {
        get: () => {
          throw new DOMException('blocked', 'SecurityError')
        },
      })
    }
    Object.defineProperty(Document.prototype, 'cookie', {
      get: () => {
        throw new DOMException('blocked', 'SecurityError')
      },
    })
  })
  const errors: string[] = []
  page.on('pageerror', error => errors.push(error.message))
  await page.goto(chatPage(server))
  await chat.ask('A table, please')
  await chat.untilComplete()
  await chat.input.fill('A draft')
  await chat.part('new-thread').first().click()
  await chat.threadItems.getByRole('link').click()
  await expect(chat.input).toHaveValue('A draft')
  await expect(chat.answers.getByRole('table')).toBeVisible()
  expect(errors).toEqual([])
  expect(await page.context().cookies()).toEqual([])
})
