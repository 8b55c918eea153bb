import { findBarriers, prepareAxe } from './harness/axe.ts'
import { lostContent } from './harness/controls.ts'
import { hostPage, startHostSite } from './harness/host-site.ts'
import { chatPage, expect, test } from './harness/test.ts'
import { clippedText, spaceText } from './harness/text-spacing.ts'

test('UX1 with wider text spacing nothing is cut off or lost', async ({ page, server, chat }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.goto(chatPage(server))
  await expect(chat.part('prompt').first()).toBeVisible()
  await spaceText(page)
  expect.soft([...(await clippedText(page)), ...(await lostContent(page))], 'empty').toEqual([])
  await chat.ask('Why?')
  await expect(chat.answers.last()).toContainText('none is repeated', { timeout: 30_000 })
  await chat.ask('Some code, please')
  await expect(chat.answers.last()).toContainText('take it along', { timeout: 30_000 })
  await chat.untilComplete()
  await chat.ask('Please fail')
  await expect(chat.root.getByText('No answer came.').first()).toBeVisible()
  await spaceText(page)
  expect.soft([...(await clippedText(page)), ...(await lostContent(page))], 'a talk').toEqual([])
  await chat.button('Conversation menu').click()
  await expect(chat.root.getByRole('menu')).toBeVisible()
  await spaceText(page)
  expect.soft([...(await clippedText(page)), ...(await lostContent(page))], 'a menu').toEqual([])
  await chat.root.getByRole('menuitem', { name: 'Delete' }).click()
  await expect(chat.root.getByRole('alertdialog')).toBeVisible()
  await spaceText(page)
  expect.soft([...(await clippedText(page)), ...(await lostContent(page))], 'a question').toEqual([])
})

test('UX1 at 400 % the popup fills the screen, and one reads and writes in it without scrolling sideways', async ({
  page,
  server,
  operator,
  chat,
}) => {
  await using site = await startHostSite()
  const { key } = await operator.project({ origins: [site.origin] })
  site.show(hostPage(server.url, `<chat-view project="${key}" layout="popup"></chat-view>`))
  await prepareAxe(page)
  // A window of 1280 × 1024 px, four times as large as usual.
  await page.setViewportSize({ width: 320, height: 256 })
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.goto(site.origin)
  await chat.part('launcher').click()
  const panel = chat.root.getByRole('dialog', { name: 'Shop' })
  await expect(panel).toHaveAttribute('aria-modal', 'true')
  await expect.poll(() => panel.boundingBox()).toMatchObject({ x: 0, y: 0, width: 320, height: 256 })
  await chat.ask('Why?')
  await chat.untilComplete()
  expect(await lostContent(page)).toEqual([])
  await expect(chat.input).toBeInViewport({ ratio: 1 })
  expect((await chat.part('messages').first().boundingBox())?.height).toBeGreaterThan(60)
  expect(await findBarriers(page)).toEqual([])
  // The focus stays in it, and comes back to where it was.
  for (let step = 0; step < 12; step += 1) {
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.localName)).toBe('chat-view')
  }
  await page.keyboard.press('Escape')
  await expect(panel).toBeHidden()
  await expect(chat.part('launcher')).toBeFocused()
})

for (const layout of ['inline', 'popup', 'page'] as const) {
  for (const [look, media] of [
    ['light', { colorScheme: 'light' }],
    ['dark', { colorScheme: 'dark' }],
    ['forced colours', { forcedColors: 'active' }],
  ] as const) {
    test(`UX1 axe finds nothing in a ${layout} chat and its dialogs, ${look}`, async ({
      page,
      server,
      operator,
      chat,
    }) => {
      await using site = await startHostSite()
      const { key } = await operator.project({ origins: [site.origin] })
      const view = `<chat-view project="${key}" layout="${layout}" open style="height: 600px"></chat-view>`
      site.show(hostPage(server.url, view))
      await page.emulateMedia({ ...media, reducedMotion: 'reduce' })
      await prepareAxe(page)
      await page.goto(site.origin)
      await chat.ask('A table, please')
      await chat.untilComplete()
      expect.soft(await findBarriers(page), 'a talk').toEqual([])
      await chat.answers.last().hover()
      await chat.button('Bad answer', chat.answers.last()).click()
      expect.soft(await findBarriers(page), 'a reason').toEqual([])
      for (const [name, dialog] of [
        ['People', 'dialog'],
        ['Delete', 'alertdialog'],
      ] as const) {
        await chat.button('Conversation menu').click()
        await chat.root.getByRole('menuitem', { name, exact: true }).click()
        const opened = chat.root.getByRole(dialog, { name: /in this conversation|Delete this/ })
        await expect(opened).toBeVisible()
        expect.soft(await findBarriers(page), name).toEqual([])
        await page.keyboard.press('Escape')
        await expect(opened).toBeHidden()
        await expect(chat.button('Conversation menu')).toBeFocused()
      }
    })
  }
}
