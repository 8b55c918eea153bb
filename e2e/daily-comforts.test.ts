import type { Page } from '@playwright/test'
import { chatPage, expect, test, threadOf } from './harness/test.ts'

/** Presses a key of the chat until it is heard: the keys come with the focus. */
const pressUntil = async (page: Page, keys: string, seen: () => Promise<unknown>): Promise<void> => {
  await expect(async () => {
    await page.keyboard.press(keys)
    await seen()
  }).toPass()
}

test('CV2.2 the commands, by keyboard alone: find, rename, export, and back to where one writes', async ({
  page,
  server,
  chat,
}) => {
  await page.goto(chatPage(server))
  await chat.ask('A table, please')
  await chat.untilComplete()
  const menu = chat.root.getByRole('dialog', { name: 'Commands' })
  await pressUntil(page, 'ControlOrMeta+K', () => expect(menu).toBeVisible({ timeout: 1_000 }))
  await expect(chat.root.getByRole('combobox')).toBeFocused()
  await page.keyboard.type('renam')
  await expect(menu.getByRole('option')).toHaveCount(1)
  await page.keyboard.press('Enter')
  await page.keyboard.type('Layouts')
  await page.keyboard.press('Enter')
  await expect(chat.threadItems.first()).toContainText('Layouts')

  const download = page.waitForEvent('download')
  await page.keyboard.press('ControlOrMeta+K')
  await page.keyboard.type('markdown')
  await expect(menu.getByRole('option').first()).toContainText('Export as Markdown')
  await page.keyboard.press('Enter')
  expect((await download).suggestedFilename()).toBe('Layouts.md')

  await page.keyboard.press('Shift+Escape')
  await expect(chat.input).toBeFocused()
  await page.keyboard.press('ArrowUp')
  const editor = chat.root.getByRole('textbox', { name: 'Edit your question' })
  await expect(editor).toHaveValue('A table, please')
  await page.keyboard.press('Escape')
  await expect(editor).toHaveCount(0)

  await chat.ask('A long story')
  await chat.untilShown(20)
  await page.keyboard.press('Escape')
  await chat.untilComplete()
  await expect(chat.answers.last()).toContainText('Stopped')
  await page.keyboard.press('ControlOrMeta+/')
  await expect(chat.root.getByRole('dialog', { name: 'Keyboard shortcuts' })).toContainText('Stop the answer')
})

test('CV11.2 a message’s link leads another page of the same person to it', async ({ page, server, chat, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto(chatPage(server))
  await chat.ask('A table, please')
  await chat.untilComplete()
  await chat.ask('And a list')
  await chat.untilComplete()
  const first = chat.questions.first()
  await first.hover()
  await chat.button('More', first).click()
  await chat.root.getByRole('menuitem', { name: 'Copy link' }).click()
  const read = () => page.evaluate(() => navigator.clipboard.readText())
  await expect.poll(read).toContain('#m-')
  const link = await read()
  expect(link).toContain(`/chat/${threadOf(page)}#m-`)
  await chat.part('new-thread').first().click()
  await expect(chat.questions).toHaveCount(0)

  const other = await context.newPage()
  await other.goto(link)
  const there = chat.on(other)
  await expect(there.root.locator('chat-message.sought')).toContainText('A table, please')
  await expect(there.answers).toHaveCount(2)
})

test('CV11.1 what is selected in an answer is quoted where one writes, and the draft stays', async ({
  page,
  server,
  chat,
}) => {
  await page.goto(chatPage(server))
  await chat.ask('A table, please')
  const answer = await chat.untilComplete()
  await chat.input.fill('About this:')
  await answer.locator('p').first().click({ clickCount: 3 })
  await chat.button('Quote').click()
  await expect(chat.input).toHaveValue(/^About this:\n\n> .+\n\n$/)
  await expect(chat.input).toBeFocused()
  await page.reload()
  await expect(chat.input).toHaveValue(/^About this:\n\n> /)
})

test('CV5 two tabs edit one message: both texts are shown, and none is lost', async ({
  page,
  server,
  chat,
  context,
}) => {
  await page.goto(chatPage(server))
  await chat.ask('A table, please')
  await chat.untilComplete()
  const tab = await context.newPage()
  await tab.goto(page.url())
  const other = chat.on(tab)
  await expect(other.answers).toHaveCount(1)

  const edit = async (one: typeof chat, text: string) => {
    const question = one.questions.first()
    await question.hover()
    await one.button('Edit', question).click()
    const field = one.root.getByRole('textbox', { name: 'Edit your question' })
    await field.fill(text)
    return field
  }
  // Both begin with the same text; the other one is the first to save.
  const mine = await edit(chat, 'Mine, from the first tab')
  await (await edit(other, 'Theirs, from the second tab')).press('Enter')
  await expect(other.questions).toContainText(['Theirs, from the second tab'])
  await other.untilComplete()
  await mine.press('Enter')
  const conflict = chat.root.getByText('This message was changed elsewhere.')
  await expect(conflict).toBeVisible()
  for (const text of ['Mine, from the first tab', 'Theirs, from the second tab'])
    await expect(chat.questions.first()).toContainText(text)

  await chat.button('Merge by hand').click()
  const field = chat.root.getByRole('textbox', { name: 'Edit your question' })
  await expect(field).toHaveValue('Mine, from the first tab')
  await expect(chat.questions.first()).toContainText('Theirs, from the second tab')
  await field.fill('Mine and theirs')
  await field.press('Enter')
  for (const one of [chat, other]) {
    await expect(one.questions).toContainText(['Mine and theirs'])
    await one.untilComplete()
  }
})

test('CV1.2 a hidden tab counts in its title what came, and another tab takes it back', async ({
  page,
  server,
  chat,
  context,
}) => {
  await page.addInitScript(() => localStorage.setItem('chat-view:notice:title', 'on'))
  await page.goto(chatPage(server))
  await chat.ask('A table, please')
  await chat.untilComplete()
  const title = await page.title()
  const hidden = await context.newPage()
  await hidden.addInitScript(() => {
    Object.defineProperty(document, 'visibilityState', { get: () => 'hidden' })
  })
  await hidden.goto(page.url())
  await expect(chat.on(hidden).answers).toHaveCount(1)
  await page.close()
  const third = await context.newPage()
  await third.addInitScript(() => localStorage.setItem('chat-view:notice:title', 'on'))
  await third.addInitScript(() => {
    Object.defineProperty(document, 'visibilityState', { get: () => Reflect.get(window, 'looks') ?? 'hidden' })
  })
  await third.goto(hidden.url())
  const asking = chat.on(third)
  await asking.ask('And a list')
  await expect(hidden).toHaveTitle(`(1) ${title}`)
  await expect(third).toHaveTitle(`(1) ${title}`)
  await third.evaluate(() => {
    Reflect.set(window, 'looks', 'visible')
    document.dispatchEvent(new Event('visibilitychange'))
  })
  await expect(third).toHaveTitle(title)
  await expect(hidden).toHaveTitle(title)
})

test('CV1 what is read in one tab is new in no other: the line before it goes', async ({
  page,
  server,
  chat,
  context,
}) => {
  // Each tab is looked at when the test says so.
  await context.addInitScript(() => {
    Object.defineProperty(document, 'visibilityState', { get: () => Reflect.get(window, 'looks') ?? 'visible' })
  })
  const look = (tab: Page, looks: 'visible' | 'hidden') =>
    tab.evaluate(state => {
      Reflect.set(window, 'looks', state)
      document.dispatchEvent(new Event('visibilitychange'))
    }, looks)
  await page.goto(chatPage(server))
  await chat.ask('A table, please')
  await chat.untilComplete()
  const tab = await context.newPage()
  await tab.goto(page.url())
  const other = chat.on(tab)
  for (const one of [chat, other]) await expect(one.part('message-actions').first()).toBeAttached()

  for (const one of [page, tab]) await look(one, 'hidden')
  await other.ask('And a list')
  await other.untilComplete()
  const line = chat.root.getByRole('separator').filter({ hasText: /^\d new$/ })
  await expect(line).toHaveText('1 new')
  await look(tab, 'visible')
  await expect(line).toHaveCount(0)
  await expect(chat.answers).toHaveCount(2)
})
