import type { Page } from '@playwright/test'
import { watchEmbedding } from './harness/embedding.ts'
import { hostPage, startHostSite } from './harness/host-site.ts'
import { chatPage, expect, test } from './harness/test.ts'

/** A file does not come until the answered function is called: the network breaks, or something on the way answers. */
const miss = async (page: Page, file: string, how: 'broken' | 'unavailable'): Promise<() => void> => {
  let missing = true
  await page.route(`**/${file}-*.js`, route => {
    if (!missing) return route.continue()
    return how === 'broken' ? route.abort() : route.fulfill({ status: 503, body: 'later' })
  })
  return () => {
    missing = false
  }
}

const again = (page: Page) => page.getByRole('button', { name: 'Try again' })

for (const [file, how] of [
  ['chat-host', 'broken'],
  ['chat-panel', 'broken'],
  ['chat-panel', 'unavailable'],
] as const)
  test(`UX7 what does not come at first comes when one tries again: ${file}, ${how}`, async ({
    page,
    server,
    chat,
  }) => {
    const { exceptions } = await watchEmbedding(page)
    const come = await miss(page, file, how)
    await page.goto(chatPage(server))
    await again(page).click()
    await expect(again(page)).toBeVisible()
    come()
    await again(page).click()
    await chat.ask('A table, please')
    await chat.untilComplete()
    expect(exceptions).toEqual([])
  })

test('UX7 a language that does not come at first comes when one tries again', async ({
  page,
  server,
  operator,
  chat,
}) => {
  const { exceptions } = await watchEmbedding(page)
  await using site = await startHostSite()
  const { key } = await operator.project({ origins: [site.origin] })
  site.show(hostPage(server.url, `<chat-view project="${key}" layout="inline" locale="de"></chat-view>`))
  const come = await miss(page, 'index', 'broken')
  await page.goto(site.origin)
  const retry = page.getByRole('button', { name: 'Erneut versuchen' })
  await retry.click()
  await expect(retry).toBeVisible()
  come()
  await retry.click()
  await chat.ask('Eine Tabelle, bitte')
  await chat.untilComplete()
  expect(exceptions).toEqual([])
})

test('UX7 what a conversation wants later comes when it is wanted again', async ({ page, server, operator, chat }) => {
  const { exceptions } = await watchEmbedding(page)
  await using site = await startHostSite()
  const { key } = await operator.project({ origins: [site.origin] })
  site.show(hostPage(server.url, `<chat-view project="${key}" layout="inline"></chat-view>`))
  const failed = page.waitForEvent('requestfailed')
  const come = await miss(page, 'chat-later', 'broken')
  await page.goto(site.origin)
  await chat.ask('A table, please')
  await chat.untilComplete()
  await failed
  come()
  await chat.ask('And another')
  await chat.untilComplete()
  await expect(chat.part('message-actions').first()).toBeAttached()
  expect(exceptions).toEqual([])
})

test('UX7 an address whose code does not come at first is followed when one tries again', async ({
  page,
  server,
  chat,
}) => {
  const { exceptions } = await watchEmbedding(page)
  await page.goto(chatPage(server))
  await chat.ask('A table, please')
  await chat.untilComplete()
  const address = page.url()
  const come = await miss(page, 'route-follower', 'broken')
  // The address alone says which thread it is.
  await page.route(address, async route => {
    const response = await route.fetch()
    await route.fulfill({ response, body: (await response.text()).replace(/ thread="[^"]*"/, '') })
  })
  await page.goto(address)
  await expect(again(page)).toBeVisible()
  come()
  await again(page).click()
  await expect(chat.questions).toHaveText(['A table, please'])
  expect(page.url()).toBe(address)
  expect(exceptions).toEqual([])
})
