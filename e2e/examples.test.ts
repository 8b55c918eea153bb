import { demoAnswer } from '@chat-view/server/testing'
import { ChatScreen } from './harness/chat-screen.ts'
import { collectComplaints } from './harness/complaints.ts'
import { runExample, startExample } from './harness/example.ts'
import { Rest } from './harness/rest.ts'
import { expect, test } from './harness/test.ts'
import { userToken } from './harness/user-token.ts'

const site = 'examples/static-server.ts'
// The port of an example's page is not known before it runs.
const origins = ['*']

test('DX3 plain HTML: a popup that answers', async ({ page, server, operator, chat }) => {
  const { key } = await operator.project({ origins })
  await using example = await startExample([site, 'examples/plain-html'], {
    CHAT_SERVER: server.url,
    CHAT_PROJECT: key,
  })
  await page.goto(example.origin)
  await chat.open()
  await chat.ask('A table, please')
  await expect(chat.answers.getByRole('table')).toBeVisible()
  await expect(chat).toHaveConversation(['A table, please', { role: 'assistant', state: 'done' }])
  await chat.close()
})

test('DX3 strict policy: no violation, and an answer', async ({ page, server, operator, chat }) => {
  const { key } = await operator.project({ origins })
  await using example = await startExample([site, 'examples/strict-csp'], {
    CHAT_SERVER: server.url,
    CHAT_PROJECT: key,
  })
  const complaints = await collectComplaints(page)
  const response = await page.goto(example.origin)
  expect(response?.headers()['content-security-policy']).toContain(`script-src ${server.url};`)
  await chat.ask('Some code, please')
  await chat.untilComplete()
  await expect(chat.part('code-block')).toHaveCount(3)
  expect(complaints.filter(text => !text.includes('favicon.ico') && !text.includes('404'))).toEqual([])
})

test('DX3 several instances: each answers for itself', async ({ page, server, operator }) => {
  const [sales, support] = [await operator.project({ origins }), await operator.project({ origins })]
  await using example = await startExample([site, 'examples/several-instances'], {
    CHAT_SERVER: server.url,
    CHAT_PROJECT: sales.key,
    CHAT_SECOND_PROJECT: support.key,
  })
  await page.goto(example.origin)
  for (const [id, prompt] of [
    ['#sales', 'Show me a table of the layouts'],
    ['#support', 'Show me a list of tasks'],
  ] as const) {
    const chat = new ChatScreen(page, page.locator(id))
    await chat.part('prompt').click()
    await expect(chat).toHaveConversation([prompt, { role: 'assistant', state: 'done' }])
  }
})

test('DX3 signed identity: the user that the backend signed has the thread', async ({
  page,
  server,
  operator,
  chat,
}) => {
  const project = await operator.project({ origins, settings: { visitors: false } })
  await using example = await startExample(['examples/signed-identity/server.ts'], {
    CHAT_SERVER: server.url,
    CHAT_PROJECT: project.key,
    CHAT_KEY_ID: project.kid,
    CHAT_KEY_SECRET: project.secret,
  })
  await page.goto(example.origin)
  await chat.open()
  await chat.ask('A list, please')
  await chat.untilComplete()
  const ada = await Rest.signIn(server.url, { project: project.key, token: userToken(project, 'ada') })
  expect((await ada.threads()).map(({ title }) => title)).toEqual(['A list, please'])
})

test('DX3 Node bot: prints the answer, and ends', async ({ server }) => {
  const bot = 'examples/node-bot/bot.ts'
  const { output, code } = await runExample([bot, 'A', 'table,', 'please'], { CHAT_SERVER: server.url })
  expect(output).toContain(demoAnswer('A table, please').text)
  expect(output).toMatch(/\(done, \d+ tokens\)\n$/)
  expect(code).toBe(0)
  const nobody = { CHAT_SERVER: server.url, CHAT_PROJECT: 'pk_nobody' }
  expect(await runExample([bot], nobody)).toEqual({ output: '', errors: 'No answer: not_found\n', code: 1 })
})
