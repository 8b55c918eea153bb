import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Page } from '@playwright/test'
import { ChatScreen } from './harness/chat-screen.ts'
import { watchEmbedding } from './harness/embedding.ts'
import { hostPage, startHostSite } from './harness/host-site.ts'
import { expect, test } from './harness/test.ts'

/** A chat element in a box of its own on somebody's page. */
const element = (attributes: Readonly<Record<string, string>>): string =>
  `<chat-view style="block-size: 500px" ${Object.entries(attributes)
    .map(([name, value]) => `${name}="${value}"`)
    .join(' ')}></chat-view>`

/** The page around the chat is as it was. */
const hostIsWhole = (page: Page) => expect(page.getByRole('heading', { name: 'A shop' })).toBeVisible()

test('EM2 attributes that make no sense are told of, and the chat does what it can', async ({
  page,
  server,
  operator,
  chat,
}) => {
  await using site = await startHostSite()
  const { key } = await operator.project({ origins: [site.origin] })
  const nonsense = { layout: 'sideways', theme: 'purple', locale: '%%-', route: '{{{', server: 'javascript:alert(1)' }
  site.show(hostPage(server.url, element({ ...nonsense, project: key })))
  const { codes, exceptions } = await watchEmbedding(page)
  await page.goto(site.origin)
  await chat.ask('A table, please')
  await chat.untilComplete()
  expect(codes).toEqual(Array(4).fill('invalid_attribute'))
  expect(exceptions).toEqual([])
  await hostIsWhole(page)
})

test('UX6 a thread of no known form is a thread that does not exist', async ({ page, server, operator, chat }) => {
  await using site = await startHostSite()
  const { key } = await operator.project({ origins: [site.origin] })
  site.show(hostPage(server.url, element({ thread: '../../etc/passwd?', project: key })))
  const { codes, exceptions } = await watchEmbedding(page)
  await page.goto(site.origin)
  await expect(chat.root.getByText('There is no such conversation.')).toBeVisible()
  await expect.poll(() => codes).toHaveLength(1)
  expect(codes[0]).toMatch(/^(not_found|invalid_frame)$/)
  await chat.root.getByRole('alert').getByRole('button', { name: 'New conversation' }).click()
  await chat.ask('A table, please')
  await chat.untilComplete()
  expect(exceptions).toEqual([])
})

for (const [what, attributes, code] of [
  ['that does not exist', { project: 'pk_nobody' }, 'not_found'],
  ['whose name is none', { project: '&quot;><script>alert(1)</script>' }, 'invalid_request'],
] as const) {
  test(`UX6 a project ${what} is told of in the widget, and by a code`, async ({ page, server, operator, chat }) => {
    await using site = await startHostSite()
    await operator.project({ origins: [site.origin] })
    site.show(hostPage(server.url, element(attributes)))
    const { codes, exceptions } = await watchEmbedding(page)
    await page.goto(site.origin)
    await expect(chat.connection).toBeVisible()
    await expect(chat.part('reconnect')).toBeVisible()
    await expect.poll(() => codes).toEqual([code])
    expect(exceptions).toEqual([])
    await hostIsWhole(page)
  })
}

test('UX6 a project without a name is told of in the widget, and the page hears which attribute it lacks', async ({
  page,
  server,
  chat,
}) => {
  await using site = await startHostSite()
  site.show(hostPage(server.url, element({ project: '' })))
  const { codes, exceptions } = await watchEmbedding(page)
  await page.goto(site.origin)
  await expect(chat.root.getByRole('button', { name: 'Try again' })).toBeVisible()
  await expect.poll(() => codes.toSorted()).toEqual(['invalid_attribute', 'invalid_request'])
  expect(exceptions).toEqual([])
  await hostIsWhole(page)
})

test('SE4 a refused origin is told of in the widget, and by a code', async ({ page, server, operator, chat }) => {
  await using site = await startHostSite()
  const { key } = await operator.project({ origins: ['https://elsewhere.example'] })
  site.show(hostPage(server.url, element({ project: key })))
  const { codes, exceptions } = await watchEmbedding(page)
  await page.goto(site.origin)
  await expect(chat.connection).toContainText('This chat is not set up for this page.')
  await expect.poll(() => codes).toEqual(['origin_denied'])
  expect(exceptions).toEqual([])
  await hostIsWhole(page)
})

test('UX7 a server that is not there is told of in the widget, and by a code, and can be tried again', async ({
  page,
  server,
  chat,
}) => {
  await using site = await startHostSite()
  site.show(hostPage(server.url, element({ project: 'pk_demo', server: 'http://127.0.0.1:1' })))
  const { codes, exceptions } = await watchEmbedding(page)
  await page.goto(site.origin)
  await expect(chat.connection).toContainText('Reconnecting.')
  await expect(chat.part('reconnect')).toBeVisible()
  await expect.poll(() => codes).toEqual(['network'])
  await chat.ask('Is somebody there?')
  await expect(chat.questions).toContainText('Waiting to be sent')
  expect(exceptions).toEqual([])
  await hostIsWhole(page)
})

test('SE4 in a sandboxed frame, which has no origin and no storage, the chat says why it does not work', async ({
  page,
  server,
  operator,
}) => {
  await using site = await startHostSite()
  const { key } = await operator.project({ origins: [site.origin] })
  const inner = hostPage(server.url, element({ project: key }))
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
  site.show(
    hostPage(server.url, `<iframe sandbox="allow-scripts" width="800" height="700" srcdoc="${inner}"></iframe>`),
  )
  const { codes, exceptions } = await watchEmbedding(page)
  await page.goto(site.origin)
  const chat = page.frameLocator('iframe').locator('chat-view')
  await expect(chat.locator('[part~="connection"]')).toContainText('This chat is not set up for this page.')
  await expect.poll(() => codes).toEqual(['origin_denied'])
  expect(exceptions).toEqual([])
})

test('EM6 in a sandboxed frame of a project that lists any origin the chat works', async ({
  page,
  server,
  operator,
}) => {
  await using site = await startHostSite()
  const { key } = await operator.project({ origins: ['*'] })
  const inner = hostPage(server.url, element({ project: key }))
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
  site.show(
    hostPage(server.url, `<iframe sandbox="allow-scripts" width="800" height="700" srcdoc="${inner}"></iframe>`),
  )
  const { codes, exceptions } = await watchEmbedding(page)
  await page.goto(site.origin)
  const frame = page.frameLocator('iframe').locator('chat-view')
  const chat = new ChatScreen(page, frame)
  await chat.ask('A table, please')
  await chat.untilComplete()
  expect(codes).toEqual([])
  expect(exceptions).toEqual([])
})

test('UX7 a page that was opened as a file says that the chat is not set up for it', async ({
  page,
  server,
  operator,
  chat,
}) => {
  const folder = await mkdtemp(join(tmpdir(), 'chat-view-page-'))
  try {
    const { key } = await operator.project({ origins: ['https://elsewhere.example'] })
    const file = join(folder, 'shop.html')
    await writeFile(file, hostPage(server.url, element({ project: key })))
    const { codes, exceptions } = await watchEmbedding(page)
    await page.goto(pathToFileURL(file).href)
    await expect(chat.connection).toContainText('This chat is not set up for this page.')
    await expect.poll(() => codes).toEqual(['origin_denied'])
    expect(exceptions).toEqual([])
  } finally {
    await rm(folder, { recursive: true })
  }
})

test('EM1 the script may come long before the element, and the element long before the rest of the page', async ({
  page,
  server,
  operator,
  chat,
}) => {
  // The document goes on after the element, and ends only when the test says so.
  let finish = (): void => {}
  let key = ''
  const slow = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
    const view = element({ server: server.url, project: key, layout: 'page' })
    response.write(`<!doctype html><html lang="en"><head><title>A slow shop</title>
      <script type="module" async src="${server.url}/chat-view.js"></script></head><body>${view}`)
    finish = () => response.end('<p>The rest.</p></body></html>')
  })
  await new Promise<void>(resolve => slow.listen(0, 'localhost', resolve))
  try {
    const origin = `http://localhost:${(slow.address() as AddressInfo).port}`
    key = (await operator.project({ origins: [origin] })).key
    const { exceptions } = await watchEmbedding(page)
    await page.goto(origin, { waitUntil: 'commit' })
    await expect(chat.input).toBeVisible()
    finish()
    await expect(page.getByText('The rest.')).toBeAttached()
    await chat.ask('A table, please')
    await chat.untilComplete()
    expect(exceptions).toEqual([])
  } finally {
    finish()
    slow.close()
  }
})

test('EM7 an element that is removed while an answer comes leaves nothing behind, and one that comes back goes on', async ({
  page,
  server,
  operator,
  chat,
}) => {
  await using site = await startHostSite()
  const { key } = await operator.project({ origins: [site.origin] })
  site.show(hostPage(server.url, element({ project: key })))
  const { codes, exceptions } = await watchEmbedding(page)
  const closed = new Promise<void>(resolve => {
    page.on('websocket', socket => socket.on('close', () => resolve()))
  })
  await page.goto(site.origin)
  await chat.ask('A long story')
  await chat.untilShown(50)
  await page.evaluate(() => {
    const view = document.querySelector('chat-view')
    Object.assign(window, { taken: view })
    view?.remove()
  })
  await closed
  await page.evaluate(() => document.body.append((window as unknown as { taken: Element }).taken))
  await expect(chat.threadItems).toHaveCount(1)
  await chat.threadItems.click()
  await chat.untilComplete()
  expect(codes).toEqual([])
  expect(exceptions).toEqual([])
})
