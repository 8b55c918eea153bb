import { collectComplaints } from './harness/complaints.ts'
import { hostPage, startHostSite } from './harness/host-site.ts'
import { chatPage, expect, test } from './harness/test.ts'

test('EM5 the server’s own pages work under their policy, in all main states, without a complaint', async ({
  page,
  server,
  chat,
}) => {
  const complaints = await collectComplaints(page)
  const policy = (await page.goto(chatPage(server)))?.headers()['content-security-policy']
  expect(policy).toContain("require-trusted-types-for 'script'")
  expect(policy).not.toMatch(/unsafe-(inline|eval)/)
  for (const question of ['Some code, please', 'A list, please', 'Why?', 'Please fail']) {
    await chat.ask(question)
    await expect(chat.questions.last()).toContainText(question)
    await chat.untilComplete()
  }
  await chat.ask('A long story')
  await chat.untilShown(10)
  await chat.stop.click()
  await chat.untilComplete()
  const last = chat.questions.last()
  await last.hover()
  await chat.button('Edit', last).click()
  await page.keyboard.press('Escape')
  await chat.chooseForThread(chat.threadItems.first(), 'Rename')
  await page.keyboard.press('Escape')
  await chat.chooseForThread(chat.threadItems.first(), 'Archive')
  await chat.button('Archived').click()
  await chat.chooseForThread(chat.threadItems.first(), 'Delete')
  await chat.root.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click()
  await expect(chat.questions).toHaveCount(0)

  await page.goto(server.url)
  await expect(chat.part('prompt').first()).toBeVisible()
  expect(complaints).toEqual([])
})

test('EM5 a page of another origin with a strict policy and trusted types takes the widget as it is', async ({
  page,
  server,
  operator,
  chat,
}) => {
  await using site = await startHostSite()
  const { key } = await operator.project({ origins: [site.origin] })
  const policy = [
    "default-src 'none'",
    `script-src ${server.url}`,
    `connect-src ${server.url} ${server.url.replace('http', 'ws')}`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types lit-html',
  ].join('; ')
  site.show(hostPage(server.url, `<chat-view server="${server.url}" project="${key}" layout="popup"></chat-view>`), {
    'content-security-policy': policy,
  })
  const complaints = await collectComplaints(page)
  await page.goto(site.origin)
  await chat.part('launcher').click()
  await chat.ask('Some code, please')
  await chat.untilComplete()
  await chat.button('Conversations').click()
  await expect(chat.threadItems).toHaveCount(1)
  expect(complaints).toEqual([])
})

test('EM5 the check of the policy sees a violation', async ({ page, server }) => {
  const complaints = await collectComplaints(page)
  await page.goto(chatPage(server))
  await page.evaluate(() =>
    document.body.append(
      document.createElement('style'),
      Object.assign(document.createElement('img'), { src: 'http://127.0.0.1:1/x.png' }),
    ),
  )
  await expect.poll(() => complaints.some(text => text.startsWith('img-src'))).toBe(true)
})
