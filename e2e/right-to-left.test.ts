import type { Locator } from '@playwright/test'
import { lostContent } from './harness/controls.ts'
import { Finger } from './harness/finger.ts'
import { hostPage, startHostSite } from './harness/host-site.ts'
import { chatPage, expect, test } from './harness/test.ts'

test.use({ locale: 'ar' })

/** Where something stands; px from the left. */
const sides = async (what: Locator): Promise<{ readonly left: number; readonly right: number }> => {
  const box = await what.boundingBox()
  if (!box) throw new Error('It is not drawn')
  return { left: box.x, right: box.x + box.width }
}

test('EM10 in Arabic the server’s page is mirrored: list at the right, one’s own words at the left', async ({
  page,
  server,
  chat,
}) => {
  await page.goto(chatPage(server))
  await expect(page.locator('html')).toHaveAttribute('lang', /^ar/)
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl')
  const input = chat.root.getByRole('textbox', { name: 'رسالة', exact: true })
  await expect(input).toBeVisible()
  await input.fill('What is مرحبا in English?')
  await input.press('Enter')
  await chat.untilComplete()
  await input.fill('Some code, please')
  await input.press('Enter')
  await expect(chat.questions.last()).toContainText('Some code')
  await chat.untilComplete()

  const list = await sides(chat.part('messages').first())
  await expect(chat.threadItems).toHaveCount(1)
  expect((await sides(chat.threadItems)).left).toBeGreaterThanOrEqual(list.right)
  const question = await sides(chat.textOf(chat.questions.last()))
  const answer = await sides(chat.textOf(chat.answers.last()).first())
  expect(question.left).toBeLessThan(answer.left + 1)
  expect(question.right).toBeLessThan(answer.right - 40)
  expect((await sides(chat.part('send'))).right).toBeLessThan((await sides(input)).left + 8)
  // A message runs as its own words do, and code from left to right.
  const directionOf = (what: Locator) => what.evaluate(element => getComputedStyle(element).direction)
  expect(await directionOf(chat.textOf(chat.questions.last()))).toBe('ltr')
  expect(await directionOf(chat.answers.last().locator('pre').first())).toBe('ltr')
  expect(await directionOf(chat.part('messages').first())).toBe('rtl')
  expect(await lostContent(page)).toEqual([])
})

test.describe('on a phone', () => {
  test.use({ hasTouch: true, isMobile: true, viewport: { width: 375, height: 667 } })

  test('EM10 in Arabic the drawer comes from the right, by a swipe from there, and the launcher stands at the left', async ({
    page,
    server,
    operator,
    chat,
  }) => {
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await using site = await startHostSite()
    const { key } = await operator.project({ origins: [site.origin] })
    const view = `<chat-view project="${key}" layout="popup"></chat-view>`
    site.show(hostPage(server.url, view).replace('<html lang="en">', '<html lang="ar" dir="rtl">'))
    await page.goto(site.origin)
    expect((await sides(chat.part('launcher'))).right).toBeLessThan(375 / 2)
    await chat.part('launcher').tap()
    await chat.root.getByRole('textbox', { name: 'رسالة', exact: true }).fill('A table, please')
    await chat.part('send').tap()
    await chat.untilComplete()
    const drawer = chat.root.getByRole('dialog', { name: 'المحادثات' })
    const finger = new Finger(page)
    await expect(async () => {
      await finger.swipe({ x: 369, y: 300 }, { x: 150, y: 310 })
      await expect(drawer).toBeVisible({ timeout: 1_000 })
    }).toPass()
    await expect.poll(async () => (await sides(drawer)).right).toBe(375)
    expect((await sides(drawer)).left).toBeGreaterThan(30)
    expect(await lostContent(page)).toEqual([])
    await finger.swipe({ x: 150, y: 300 }, { x: 340, y: 310 })
    await expect(drawer).toBeHidden()
  })
})
