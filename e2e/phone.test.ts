import type { Locator, Page } from '@playwright/test'
import { lostContent, smallTargets } from './harness/controls.ts'
import { Finger } from './harness/finger.ts'
import { hostPage, startHostSite } from './harness/host-site.ts'
import { chatPage, expect, test } from './harness/test.ts'

/** The least size of what a finger has to hit; px. */
const target = 44

test.use({ hasTouch: true, isMobile: true, viewport: { width: 375, height: 667 } })
test.beforeEach(({ page }) => page.emulateMedia({ reducedMotion: 'reduce' }))

/** What is too small for a finger, and what is drawn where it cannot be seen. */
const faults = async (page: Page): Promise<string[]> => [
  ...(await smallTargets(page, target)),
  ...(await lostContent(page)),
]

for (const [device, width, height] of [
  ['a phone', 375, 667],
  ['the narrowest phone', 320, 568],
  ['a phone on its side', 667, 375],
  ['the narrowest phone on its side', 568, 320],
] as const) {
  test(`UX5 on ${device} everything can be hit, and nothing is out of sight`, async ({ page, server, chat }) => {
    await page.setViewportSize({ width, height })
    await page.goto(chatPage(server))
    await expect(chat.part('prompt').first()).toBeVisible()
    expect.soft(await faults(page), 'empty').toEqual([])
    await chat.ask('A long story')
    await chat.untilShown(10)
    expect.soft(await faults(page), 'while an answer comes').toEqual([])
    await chat.stop.click()
    await chat.untilComplete()
    for (const question of ['Some code, please', 'A table, please']) {
      await chat.ask(question)
      await expect(chat.questions.last()).toContainText(question)
      await chat.untilComplete()
    }
    expect.soft(await faults(page), 'a talk').toEqual([])
    // What one writes into is large enough that no phone zooms in on it, and is on the screen.
    const size = await chat.input.evaluate(field => Number.parseFloat(getComputedStyle(field).fontSize))
    expect.soft(size).toBeGreaterThanOrEqual(16)
    await expect.soft(chat.input).toBeInViewport({ ratio: 1 })
    await expect.soft(chat.part('send')).toBeInViewport({ ratio: 1 })
    const list = await chat.part('messages').first().boundingBox()
    expect.soft(list?.height, 'room for messages').toBeGreaterThan(120)

    await chat.button('Conversation menu').tap()
    await expect(chat.root.getByRole('menu')).toBeVisible()
    expect.soft(await faults(page), 'a menu').toEqual([])
    await page.keyboard.press('Escape')
    await chat.button('Edit', chat.questions.last()).tap()
    await expect(chat.root.getByRole('textbox', { name: 'Edit your question' })).toBeFocused()
    expect.soft(await faults(page), 'editing').toEqual([])
    await page.keyboard.press('Escape')
    if (width < 600) {
      await chat.button('Conversations').tap()
      await expect(chat.root.getByRole('dialog', { name: 'Conversations' })).toBeVisible()
      await expect.poll(() => faults(page), 'the drawer').toEqual([])
    }
  })
}

test('UX5 the menu of a conversation in the list is seen, and what is pressed beside it is the conversation', async ({
  page,
  server,
  chat,
}) => {
  await page.goto(chatPage(server))
  await chat.ask('A table, please')
  await chat.untilComplete()
  await chat.button('New conversation').tap()
  await expect(chat.answers).toHaveCount(0)
  await chat.button('Conversations').tap()
  const row = chat.threadItems.first()
  await expect(row.locator('[part~="thread-menu"]')).toHaveCSS('opacity', '1')
  // The whole row opens it, so a place is pressed and not the time itself.
  await row.locator('time').tap({ force: true })
  await expect(chat.answers).toHaveCount(1)
  await expect(chat.root.getByRole('menu')).toHaveCount(0)
})

test('UX5 nothing lies under the notch of a phone on its side', async ({ page, server, chat }) => {
  const notch = 47
  await page.setViewportSize({ width: 568, height: 320 })
  const tools = await page.context().newCDPSession(page)
  await tools.send('Emulation.setSafeAreaInsetsOverride', { insets: { left: notch, right: notch, bottom: 21 } })
  await page.goto(chatPage(server))
  await chat.ask('A table, please')
  await chat.untilComplete()
  const outermost = async (controls: Locator): Promise<void> => {
    for (const control of await controls.all()) {
      const box = await control.boundingBox()
      expect.soft(box?.x).toBeGreaterThanOrEqual(notch)
      expect.soft((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(568 - notch)
    }
  }
  await outermost(chat.part('header').getByRole('button').or(chat.part('composer')).or(chat.answers))
  await chat.button('Conversations').tap()
  const drawer = chat.root.getByRole('dialog', { name: 'Conversations' })
  await expect(chat.threadItems.first()).toBeVisible()
  await outermost(drawer.getByRole('button').or(drawer.getByRole('heading')).or(chat.threadItems))
})

test('UX5 a swipe from the edge brings the conversations, and one back takes them away', async ({
  page,
  server,
  chat,
}) => {
  await page.goto(chatPage(server))
  await expect(chat.input).toBeVisible()
  const drawer = chat.root.getByRole('dialog', { name: 'Conversations' })
  const finger = new Finger(page)
  await expect(async () => {
    await finger.swipe({ x: 6, y: 300 }, { x: 200, y: 310 })
    await expect(drawer).toBeVisible({ timeout: 1_000 })
  }).toPass()
  await finger.swipe({ x: 250, y: 300 }, { x: 60, y: 310 })
  await expect(drawer).toBeHidden()
  expect(await lostContent(page)).toEqual([])
})

test('UX5 a long press on a message opens its menu, and a tap does not', async ({ page, server, chat }) => {
  await page.goto(chatPage(server))
  await chat.ask('A list, please')
  await chat.untilComplete()
  const bubble = chat.textOf(chat.questions.first())
  const menu = chat.root.getByRole('menu')
  await bubble.tap()
  await expect(menu).toHaveCount(0)
  await expect(async () => {
    await new Finger(page).press(bubble)
    await expect(menu).toBeVisible({ timeout: 1_000 })
  }).toPass()
  await menu.getByRole('menuitem', { name: 'Delete' }).tap()
  await expect(chat.root.getByRole('alertdialog')).toBeVisible()
  // The words of an answer are left to be selected.
  await page.keyboard.press('Escape')
  await new Finger(page).press(chat.answers.getByRole('listitem').first())
  await expect(menu).toHaveCount(0)
})

test('UX5 a keyboard that covers the page leaves the composer and the newest words in sight', async ({
  page,
  server,
  operator,
  chat,
}) => {
  await using site = await startHostSite()
  const { key } = await operator.project({ origins: [site.origin] })
  site.show(hostPage(server.url, `<chat-view project="${key}" layout="popup"></chat-view>`))
  // No browser on a desk has such a keyboard: the visual viewport is one that the test makes smaller.
  await page.addInitScript(() => {
    const screen = Object.assign(new EventTarget(), { offsetTop: 0, offsetLeft: 0, scale: 1, width: 375, height: 667 })
    Object.defineProperty(window, 'visualViewport', { value: screen })
  })
  const keyboard = (height: number, offsetTop = 0) =>
    page.evaluate(
      ([height, offsetTop]) => {
        Object.assign(window.visualViewport ?? {}, { height: innerHeight - height, offsetTop })
        window.visualViewport?.dispatchEvent(new Event('resize'))
      },
      [height, offsetTop] as const,
    )
  await page.goto(site.origin)
  await chat.part('launcher').tap()
  await chat.ask('A long story')
  await chat.untilComplete()
  const bottomOf = async () => {
    const box = await chat.part('composer').boundingBox()
    return box ? box.y + box.height : 0
  }
  const whole = await bottomOf()
  await chat.input.focus()
  await expect(async () => {
    await keyboard(300)
    expect(await bottomOf()).toBeLessThanOrEqual(667 - 300)
  }).toPass()
  // The end was in sight, and it still is.
  const newest = chat.answers.last().locator('[part~="message-actions"]')
  await expect(newest).toBeInViewport()
  expect((await newest.boundingBox())?.y).toBeLessThan(await bottomOf())
  await expect(chat.button('Close')).toBeInViewport({ ratio: 1 })
  // One that pushes the page up as well: the header comes along.
  await keyboard(200, 100)
  await expect.poll(async () => (await chat.button('Close').boundingBox())?.y).toBeGreaterThanOrEqual(100)
  await keyboard(0)
  await expect.poll(bottomOf).toBe(whole)
  await keyboard(300)
  await chat.button('Close').tap()
  await expect(chat.part('panel')).toBeHidden()
})
