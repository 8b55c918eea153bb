import { hostPage, startHostSite } from './harness/host-site.ts'
import { expect, test } from './harness/test.ts'

test('EM4 moved in the document it keeps its conversation, draft, place and connection', async ({
  page,
  server,
  operator,
  chat,
}) => {
  await using site = await startHostSite()
  const { key } = await operator.project({ origins: [site.origin] })
  const view = `<chat-view server="${server.url}" project="${key}" layout="page" style="height: 320px"></chat-view>`
  site.show(hostPage(server.url, `<section id="one">${view}</section><section id="other"></section>`))
  const sockets: string[] = []
  page.on('websocket', socket => sockets.push(socket.url()))
  await page.goto(site.origin)
  for (const question of ['A table, please', 'Some code, please']) {
    await chat.ask(question)
    await chat.untilComplete()
  }
  await chat.input.fill('A draft')
  const list = chat.root.locator('.messages')
  await list.evaluate(box => {
    box.scrollTop = 90
  })
  await expect.poll(() => list.evaluate(box => Math.round(box.scrollTop))).toBe(90)
  await expect(chat.part('jump-latest')).toBeVisible()
  const open = sockets.length

  await page.evaluate(() => {
    const moved = document.querySelector('chat-view')
    if (moved) document.querySelector('#other')?.append(moved)
  })
  await expect(page.locator('#other chat-view')).toBeVisible()
  await expect(chat.input).toHaveValue('A draft')
  await expect.poll(() => list.evaluate(box => Math.round(box.scrollTop))).toBe(90)
  await expect(chat.part('jump-latest')).toBeVisible()
  await chat.ask('A list, please')
  await chat.untilComplete()
  expect(sockets).toHaveLength(open)
})

test('EM4 taken away while an answer comes and put back later, it shows the whole answer', async ({
  page,
  server,
  operator,
  chat,
}) => {
  await using site = await startHostSite()
  const { key } = await operator.project({ origins: [site.origin] })
  const view = `<chat-view server="${server.url}" project="${key}" layout="page" style="height: 400px"></chat-view>`
  site.show(hostPage(server.url, view))
  const errors: string[] = []
  page.on('pageerror', error => errors.push(error.message))
  await page.goto(site.origin)
  await chat.ask('A long story')
  await chat.untilShown(5)
  const thread = await chat.root.evaluate(element => (element as unknown as { thread: string }).thread)
  await page.evaluate(() => {
    const gone = document.querySelector('chat-view')
    gone?.remove()
    Object.assign(window, { gone })
  })
  await page.evaluate(() => new Promise(resolve => setTimeout(resolve)))
  await page.evaluate(id => {
    const { gone } = window as unknown as { gone: Element }
    gone.setAttribute('thread', id)
    document.body.append(gone)
  }, thread)
  await expect(chat.questions).toHaveText(['A long story'])
  const shown = await chat.untilShown(5)
  await expect.poll(async () => (await chat.textOf(chat.answers).innerText()).length).toBeGreaterThan(shown.length)
  await chat.stop.click()
  await chat.untilComplete()
  expect(errors).toEqual([])
})
