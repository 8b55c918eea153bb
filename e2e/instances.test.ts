import { ChatScreen } from './harness/chat-screen.ts'
import { hostPage, startHostSite } from './harness/host-site.ts'
import { expect, test } from './harness/test.ts'
import { userToken } from './harness/user-token.ts'

test('EM7 two instances on one page have each their own project, user, thread and draft', async ({
  page,
  server,
  operator,
}) => {
  await using site = await startHostSite()
  const origins = [site.origin]
  const [shop, staff] = [await operator.project({ origins }), await operator.project({ origins })]
  const view = (id: string, project: string) =>
    `<chat-view id="${id}" server="${server.url}" project="${project}" layout="page" style="height: 400px"></chat-view>`
  site.show(
    hostPage(
      server.url,
      `${view('shop', shop.key)}${view('staff', staff.key)}
      <script>document.querySelector('#staff').getToken = async () => ${JSON.stringify(userToken(staff, 'ada'))}</script>`,
    ),
  )
  await page.goto(site.origin)
  const one = new ChatScreen(page, page.locator('#shop'))
  const other = new ChatScreen(page, page.locator('#staff'))
  await one.ask('A table, please')
  await other.ask('A list, please')
  await Promise.all([one.untilComplete(), other.untilComplete()])
  await expect(one.questions).toHaveText(['A table, please'])
  await expect(other.questions).toHaveText(['A list, please'])
  await expect(one.threadItems).toHaveCount(1)
  await expect(other.threadItems).toHaveCount(1)
  await one.input.fill('A draft')
  await page.reload()
  await expect(other.threadItems).toHaveText([/A list, please/])
  await one.threadItems.getByText('A table, please').click()
  await expect(one.input).toHaveValue('A draft')
  await expect(other.questions).toHaveCount(0)
})

test('EM12 the bundle loaded twice is one chat that works, and one warning', async ({
  page,
  server,
  operator,
  chat,
}) => {
  await using site = await startHostSite()
  const { key } = await operator.project({ origins: [site.origin] })
  const again = ['?again', '?and-again'].map(
    query => `<script type="module" src="${server.url}/chat-view.js${query}"></script>`,
  )
  const view = `<chat-view server="${server.url}" project="${key}" layout="page" style="height: 600px"></chat-view>`
  site.show(hostPage(server.url, view + again.join('')))
  const said: string[] = []
  page.on('console', message => said.push(message.text()))
  page.on('pageerror', error => said.push(error.message))
  await page.goto(site.origin)
  await chat.ask('A table, please')
  await chat.untilComplete()
  await expect(chat.answers).toHaveCount(1)
  expect(said).toEqual([expect.stringContaining('loaded more than once')])
})
