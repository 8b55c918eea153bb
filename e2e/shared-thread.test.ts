import { demoAnswer } from '@chat-view/server/testing'
import { ChatScreen } from './harness/chat-screen.ts'
import { commandLine } from './harness/command-line.ts'
import { hostPage, startHostSite } from './harness/host-site.ts'
import { Rest, textOf } from './harness/rest.ts'
import { expect, test } from './harness/test.ts'

// High enough for all of the thread: what is out of sight is not drawn.
const tall = { width: 1280, height: 2400 }
test.use({ viewport: tall })

test('RT1 two tabs and a second browser of one user see the same thread as it grows', async ({
  browser,
  page,
  server,
  operator,
  chat,
}) => {
  await using site = await startHostSite()
  const { key } = await operator.project({ origins: [site.origin] })
  const { token } = await commandLine<{ token: string }>(
    server,
    'token',
    '--project',
    key,
    '--user',
    'ada',
    '--name',
    'Ada',
  )
  site.show(
    hostPage(
      server.url,
      `<chat-view server="${server.url}" project="${key}" layout="page" style="height: 2300px"></chat-view>
      <script>document.querySelector('chat-view').getToken = async () => ${JSON.stringify(token)}</script>`,
    ),
  )
  const tab = new ChatScreen(await page.context().newPage())
  const elsewhere = await browser.newContext({ viewport: tall })
  const device = new ChatScreen(await elsewhere.newPage())
  for (const screen of [chat, tab, device]) {
    await screen.page.goto(site.origin)
    await expect(screen.input).toBeVisible()
  }
  await chat.ask('A long story')
  await chat.untilShown(40)

  const rest = await Rest.signIn(server.url, { project: key, token })
  const [thread] = await rest.threads()
  for (const screen of [tab, device]) {
    await screen.root.evaluate((view, id) => view.setAttribute('thread', id), thread?.id ?? '')
    await screen.untilShown(40)
  }
  // Stopped on one device, it ends on all, with the same text.
  await device.stop.click()
  for (const screen of [chat, tab, device]) await screen.untilComplete()
  const [, answer] = await rest.messages(thread?.id ?? '')
  expect(answer?.generation?.state).toBe('stopped')
  const text = answer ? textOf(answer) : ''
  expect(text.length).toBeGreaterThan(40)
  expect(demoAnswer('A long story').text.startsWith(text)).toBe(true)

  await tab.ask('A table, please')
  for (const screen of [chat, tab, device]) {
    await expect(screen.questions).toHaveText(['A long story', 'A table, please'])
    await expect(screen.answers).toHaveCount(2)
    await screen.untilComplete()
  }
  const [first, ...others] = await Promise.all(
    [chat, tab, device].map(screen => screen.textOf(screen.answers).allTextContents()),
  )
  expect(first).toHaveLength(2)
  for (const other of others) expect(other).toEqual(first)
  await elsewhere.close()
})
