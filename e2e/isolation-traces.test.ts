import type { Page } from '@playwright/test'
import type { ChatScreen } from './harness/chat-screen.ts'
import { hostPage, startHostSite } from './harness/host-site.ts'
import { heldMemory, type PageTraces, tracesOf } from './harness/page-traces.ts'
import { expect, test } from './harness/test.ts'

/** Puts a chat on the page; Playwright looks for it by its name. */
const mount = (page: Page, attributes: Readonly<Record<string, string>>): Promise<void> =>
  page.evaluate(given => {
    const view = document.createElement('chat-view')
    for (const [name, value] of Object.entries(given)) view.setAttribute(name, value)
    document.body.append(view)
  }, attributes)

const unmount = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    document.querySelector('chat-view')?.remove()
    // It ends with the next task, for it could have been moved.
    await new Promise(resolve => setTimeout(resolve))
    await new Promise(resolve => setTimeout(resolve))
  })

/** Names that Lit and nanostores leave on the window, for copies of theirs to meet: all that the bundle adds (see the guide). */
const documented = [
  'litElementVersions',
  'litHtmlVersions',
  'litPropertyMetadata',
  'nanostoresGlobal',
  'reactiveElementVersions',
]

const use = async (chat: ChatScreen): Promise<void> => {
  await chat.ask('A table, please')
  await chat.untilComplete()
  await chat.button('Conversation menu').click()
  await chat.page.keyboard.press('Escape')
}

for (const layout of ['popup', 'page'])
  test(`EM4 nothing of a ${layout} leaks out: no global, no style, no node, and no listener is left after it`, async ({
    page,
    server,
    operator,
    chat,
  }) => {
    await using site = await startHostSite()
    const { key } = await operator.project({ origins: [site.origin] })
    site.show(hostPage(server.url, '').replace(/<script.*<\/script>/, ''))
    await page.goto(site.origin)
    const session = await page.context().newCDPSession(page)
    const without: PageTraces = await tracesOf(page, session)
    await page.evaluate(source => import(source), `${server.url}/chat-view.js`)
    const attributes = { server: server.url, project: key, layout, open: '' }
    await mount(page, attributes)
    await use(chat)

    const during = await tracesOf(page, session)
    expect(during.globals.filter(name => !without.globals.includes(name))).toEqual(documented)
    expect(during.sheets).toBe(without.sheets)
    expect(during.nodes).toEqual([...without.nodes, 'chat-view server,project,layout,open'])

    await unmount(page)
    const after = await tracesOf(page, session)
    expect(after).toEqual({ ...without, globals: during.globals })
  })

test('EM7 fifty times on the page and off again, memory, nodes and listeners are where they were', async ({
  page,
  server,
  operator,
  chat,
}) => {
  test.slow()
  await using site = await startHostSite()
  const { key } = await operator.project({ origins: [site.origin] })
  site.show(hostPage(server.url, ''))
  await page.goto(site.origin)
  const attributes = { server: server.url, project: key, layout: 'page', locale: 'en' }
  const turn = async () => {
    await mount(page, attributes)
    await expect(chat.input).toBeVisible()
    await unmount(page)
  }
  const session = await page.context().newCDPSession(page)
  // What is loaded once is loaded then, and what runs often is compiled.
  for (let first = 0; first < 15; first++) await turn()
  const before = await heldMemory(session)
  for (let next = 0; next < 50; next++) await turn()
  const after = await heldMemory(session)
  expect(after.nodes / before.nodes).toBeLessThan(1.2)
  expect(after.listeners - before.listeners).toBeLessThan(10)
  expect(after.heap / before.heap).toBeLessThan(1.2)
})
