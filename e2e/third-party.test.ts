import { ChatScreen } from './harness/chat-screen.ts'
import { hostPage, startHostSite } from './harness/host-site.ts'
import { expect, test } from './harness/test.ts'

test('EM1 a popup on a page of another origin: first words, the whole answer, and the same visitor after a reload', async ({
  page,
  server,
  operator,
  chat,
}) => {
  await using site = await startHostSite()
  const { key } = await operator.project({ origins: [site.origin] })
  site.show(hostPage(server.url, `<chat-view server="${server.url}" project="${key}" layout="popup"></chat-view>`))
  await page.goto(site.origin)
  const launcher = chat.part('launcher')
  await expect(chat.part('panel')).toBeHidden()
  await launcher.click()
  await expect(chat.root.getByRole('dialog', { name: 'Shop' })).toBeVisible()
  await expect(chat.input).toBeFocused()
  await chat.ask('A table, please')
  await chat.untilComplete()

  await chat.input.press('Escape')
  await expect(chat.part('panel')).toBeHidden()
  await expect(launcher).toBeFocused()

  await page.reload()
  await launcher.click()
  await chat.button('Conversations').click()
  await chat.threadItems.getByText('A table, please').click()
  await expect(chat.answers.getByRole('table')).toBeVisible()
})

test('EM3 the page layout on a page of another origin leaves its address alone', async ({
  page,
  server,
  operator,
  chat,
}) => {
  await using site = await startHostSite()
  const { key } = await operator.project({ origins: [site.origin] })
  const box = `<chat-view server="${server.url}" project="${key}" layout="page" style="height: 600px"></chat-view>`
  site.show(hostPage(server.url, box))
  await page.goto(site.origin)
  await chat.ask('A list, please')
  await chat.untilComplete()
  await expect(chat.threadItems).toHaveCount(1)
  expect(page.url()).toBe(`${site.origin}/`)
})

test('SE4 a page of an origin that no project lists is told so, and stays whole', async ({
  page,
  server,
  operator,
}) => {
  await using site = await startHostSite()
  const { key } = await operator.project({ origins: ['https://elsewhere.example'] })
  site.show(hostPage(server.url, `<chat-view server="${server.url}" project="${key}" layout="page"></chat-view>`))
  await page.goto(site.origin)
  const chat = new ChatScreen(page)
  await expect(chat.connection).toBeVisible()
  await expect(page.getByRole('heading', { name: 'A shop' })).toBeVisible()
})
