import { findBarriers, prepareAxe } from './harness/axe.ts'
import { chatPage, expect, test } from './harness/test.ts'

for (const colorScheme of ['light', 'dark'] as const) {
  test(`UX1 axe finds nothing in any main state, ${colorScheme}`, async ({ page, server, chat }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await prepareAxe(page)
    await page.goto(chatPage(server))
    await expect(chat.part('prompt').first()).toBeVisible()
    expect.soft(await findBarriers(page), 'empty').toEqual([])
    await chat.ask('A long story')
    await chat.untilShown(200)
    expect.soft(await findBarriers(page), 'while an answer comes').toEqual([])
    await chat.stop.click()
    await chat.untilComplete()
    await chat.ask('Some code, please')
    await expect(chat.answers).toHaveCount(2)
    await chat.untilComplete()
    expect.soft(await findBarriers(page), 'complete').toEqual([])
    await chat.threadItems.first().hover()
    await chat.threadItems.first().locator('[part~="thread-menu"]').click()
    await expect(chat.root.getByRole('menu')).toBeVisible()
    expect.soft(await findBarriers(page), 'menu open').toEqual([])
    await chat.root.getByRole('menuitem', { name: 'Delete' }).click()
    await expect(chat.root.getByRole('alertdialog')).toBeVisible()
    expect.soft(await findBarriers(page), 'a question').toEqual([])
    await page.keyboard.press('Escape')
    await chat.chooseForThread(chat.threadItems.first(), 'Archive')
    await expect(chat.input).toHaveCount(0)
    expect.soft(await findBarriers(page), 'archived').toEqual([])

    await page.setViewportSize({ width: 375, height: 812 })
    await chat.button('Conversations').click()
    // A drawer that has only begun to show itself is no dialog yet.
    await expect(chat.root.getByRole('dialog', { name: 'Conversations' })).toHaveCSS('opacity', '1')
    expect.soft(await findBarriers(page), 'drawer open').toEqual([])
  })
}
