import { ChatScreen } from '@chat-view/widget/testing'
import { farPage } from './harness/far-page.ts'
import { hostPage, startHostSite } from './harness/host-site.ts'
import { chatPage, expect, test, visitorOf } from './harness/test.ts'

for (const locale of ['de-DE', 'ar-EG'])
  test.describe(locale, () => {
    test.use({ locale })

    test(`DX2 the page objects find everything that one does with messages, in ${locale}`, async ({ page, server }) => {
      const chat = new ChatScreen(page.locator('chat-view'))
      await page.goto(chatPage(server))
      await expect(chat).toShowConnection('well')
      await chat.ask('A table, please')
      await expect(chat).toHaveAnswered(/./)
      const question = chat.message(chat.questions.last())
      expect(await question.line()).toMatchObject({ role: 'user', text: 'A table, please', state: 'sent' })

      await question.edit('A long story')
      expect((await chat.untilShown(40)).length).toBeGreaterThan(40)
      await expect(chat).toHaveConversation(['A long story', { role: 'assistant', state: 'running' }])
      await chat.stopAnswer()
      const answer = chat.message(await chat.untilComplete())
      await expect(chat).toHaveConversation(['A long story', { role: 'assistant', state: 'stopped' }])
      await answer.continue()
      await chat.untilShown(10)
      await chat.stopAnswer()
      await chat.untilComplete()

      await question.edit('A list, please')
      await expect(chat).toHaveConversation(['A list, please', { state: 'done' }])
      await answer.askAgain()
      await expect(answer.versions).toHaveText(/2\/2|٢\/٢/)
      await expect(chat).toHaveAnswered(/./)
      await answer.earlierVersion()
      await expect(answer.versions).toHaveText(/1\/2|١\/٢/)
      await answer.laterVersion()
      await expect(answer.versions).toHaveText(/2\/2|٢\/٢/)
      await answer.rate('up')
      await expect(answer.root.locator('[aria-pressed=true]')).toHaveCount(1)
      await question.delete()
      await expect(chat).toHaveConversation([{ role: null, state: 'deleted' }, { role: 'assistant' }])
    })

    test(`DX2 the page objects find everything that one does with threads, in ${locale}`, async ({ page, server }) => {
      const chat = new ChatScreen(page.locator('chat-view'))
      const { threads } = chat
      await page.goto(chatPage(server))
      for (const question of ['A table, please', 'A list, please']) {
        await threads.open()
        await threads.begin()
        await chat.ask(question)
        await chat.untilComplete()
      }
      const [list, table] = ['A list, please', 'A table, please']
      await expect(chat).toListThreads([{ text: list, current: true }, table])
      await threads.choose(table)
      await expect(chat).toHaveConversation([table, { state: 'done' }])
      await threads.rename(table, 'Layouts')
      await expect(chat).toListThreads([
        { text: list, current: false },
        { text: 'Layouts', current: true },
      ])
      await threads.archive('Layouts')
      await expect(chat).toListThreads([list])
      await threads.showArchived()
      await expect(chat).toListThreads([list, { text: 'Layouts', archived: true }])
      await threads.restore('Layouts')
      await expect(chat).toListThreads([/./, { archived: false }])
      await threads.delete('Layouts')
      await expect(chat).toListThreads([list])
      await threads.find('list')
      await expect(threads.results.first()).toContainText('list')
    })
  })

test('DX2 a popup is opened and closed, and in a small one the list of threads is a drawer', async ({
  page,
  server,
  operator,
}) => {
  await using site = await startHostSite()
  const { key } = await operator.project({ origins: ['*'] })
  site.show(hostPage(server.url, `<chat-view server="${server.url}" project="${key}" layout="popup"></chat-view>`))
  await page.goto(site.origin)
  const chat = new ChatScreen(page.locator('chat-view'))
  expect(await chat.isOpen()).toBe(false)
  await chat.open()
  await chat.open()
  expect(await chat.isOpen()).toBe(true)
  await chat.ask('A list, please')
  await expect(chat).toHaveAnswered(/./)
  await chat.threads.open()
  await chat.threads.rename('A list, please', 'Lists')
  await expect(chat).toListThreads([{ text: 'Lists', current: true }])
  await chat.close()
  expect(await chat.isOpen()).toBe(false)
})

test('DX2 a message that was refused is given up or sent again, and a lost connection is told', async ({
  page,
  server,
  operator,
}) => {
  await using far = await farPage(server, operator)
  await page.goto(far.address)
  const chat = new ChatScreen(page.locator('chat-view'))
  await chat.ask('A table, please')
  await chat.untilComplete()
  const rest = await visitorOf(page, server.url, far.key)
  const [thread] = await rest.threads()

  far.proxy.setMode('refuse')
  far.proxy.drop()
  await expect(chat).toShowConnection('waiting')
  for (const text of ['Too late', 'Later still']) await chat.ask(text)
  await expect(chat).toHaveConversation([/table/, /./, { text: 'Too late', state: 'pending' }, { state: 'pending' }])
  await rest.patch(`/v1/threads/${thread?.id}`, { archived: true })
  far.proxy.setMode('pass')
  await chat.reconnect()
  await expect(chat).toHaveConversation([/table/, /./, { text: 'Too late', state: 'failed' }, { state: 'failed' }])
  await chat.message(chat.questions.last()).discard()
  await expect(chat).toHaveConversation([/table/, /./, { text: 'Too late', state: 'failed' }])
  await rest.patch(`/v1/threads/${thread?.id}`, { archived: false })
  await expect(chat.input).toBeVisible()
  await chat.message(chat.questions.last()).retry()
  await expect(chat).toHaveConversation([/table/, /./, { text: 'Too late', state: 'sent' }, { state: 'done' }])
})

test('DX2 strings of the page’s own are given to the page objects; without them they say what they miss', async ({
  page,
  server,
  operator,
}) => {
  await using far = await farPage(server, operator)
  await page.addInitScript(() => {
    document.addEventListener('DOMContentLoaded', () => {
      const view = document.querySelector('chat-view')
      if (view) view.strings = { 'composer.label': 'Ask Hollin', 'connection.reconnecting': 'Hold on.' }
    })
  })
  await page.goto(far.address)
  const strings = { 'composer.label': 'Ask Hollin', 'connection.reconnecting': 'Hold on.' }
  const chat = new ChatScreen(page.locator('chat-view'), { strings })
  await chat.ask('A table, please')
  await chat.untilComplete()
  far.proxy.setMode('refuse')
  far.proxy.drop()
  await expect(chat).toShowConnection('waiting')
  const unaware = new ChatScreen(page.locator('chat-view'))
  await expect(unaware.connectionState()).rejects.toThrow('“Hold on.” is none of the widget')
})

test('DX2 a matcher that fails says what is there instead', async ({ page, server }) => {
  await page.goto(chatPage(server))
  const chat = new ChatScreen(page.locator('chat-view'), { timeout: 300 })
  await expect(chat.input).toBeVisible()
  await expect(expect(chat).toHaveAnswered('Hello')).rejects.toThrow(
    /The newest message should be(.|\n)*Hello(.|\n)*nothing/,
  )
  await expect(expect(chat).toShowConnection('offline')).rejects.toThrow('should be offline, and is well')
  await expect(expect(chat).not.toHaveConversation([])).rejects.toThrow('should be another than')
  await expect(chat.untilShown(1)).rejects.toThrow('No running answer')
})
