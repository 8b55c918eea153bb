import { hostPage, startHostSite } from './harness/host-site.ts'
import { expect, test } from './harness/test.ts'

const heard = '[...window.heard]'

/** Handlers of a page at every place and phase: each prevents, stops, and notes what it heard. */
const greedy = (where: string, immediate: boolean): string => `<script>
  window.heard = []
  for (const target of ${where})
    for (const kind of ['keydown', 'keypress', 'keyup', 'beforeinput', 'input', 'compositionstart', 'paste'])
      for (const capture of [true, false])
        target.addEventListener(kind, event => {
          window.heard.push(event.type)
          event.preventDefault()
          event.${immediate ? 'stopImmediatePropagation' : 'stopPropagation'}()
        }, { capture })
</script>`

/** Handlers that note keys of the page itself, as shortcuts do. */
const listening = `<script>
  window.heard = []
  addEventListener('keydown', event => window.heard.push(event.key))
</script>`

const places: readonly (readonly [string, string])[] = [
  ['the document and below', '[document, document.documentElement, document.body]'],
  ['the window, once the chat is there', '[window, document]'],
]

for (const [name, where] of places)
  test(`EM4 handlers of a page on ${name} eat no key: typing, sending, menus and Escape work`, async ({
    page,
    server,
    operator,
    chat,
  }) => {
    await using site = await startHostSite()
    const { key } = await operator.project({ origins: [site.origin] })
    const late = where.includes('window')
    const view = `<chat-view server="${server.url}" project="${key}" layout="popup"></chat-view>`
    site.show(hostPage(server.url, late ? view : greedy(where, true) + view))
    await page.goto(site.origin)
    await chat.part('launcher').click()
    await expect(chat.input).toBeFocused()
    if (late)
      await page.evaluate(source => void new Function(source)(), greedy(where, true).replace(/<\/?script>/g, ''))
    await page.keyboard.type('A table / please?')
    await expect(chat.input).toHaveValue('A table / please?')
    await page.keyboard.press('Enter')
    await chat.untilComplete()
    await expect(chat.questions).toHaveText(['A table / please?'])
    await page.keyboard.press('Escape')
    await expect(chat.part('panel')).toBeHidden()
    expect(await page.evaluate(heard)).toEqual([])
  })

test('EM4 a window handler that was there before the chat and stops every event does not keep keys from it', async ({
  page,
  server,
  operator,
  chat,
}) => {
  await using site = await startHostSite()
  const { key } = await operator.project({ origins: [site.origin] })
  const stopping = `<script>
    for (const kind of ['keydown', 'keyup', 'beforeinput', 'input'])
      addEventListener(kind, event => event.stopPropagation(), { capture: true })
  </script>`
  const view = `<chat-view server="${server.url}" project="${key}" layout="popup" open></chat-view>`
  site.show(hostPage(server.url, view).replace('<script', `${stopping}<script`))
  await page.goto(site.origin)
  await chat.ask('A list, please')
  await chat.untilComplete()
  await expect(chat.questions).toHaveText(['A list, please'])
})

test('EM4 keys typed elsewhere on the page are the page’s, also while the chat is open', async ({
  page,
  server,
  operator,
  chat,
}) => {
  await using site = await startHostSite()
  const { key } = await operator.project({ origins: [site.origin] })
  const view = `<chat-view server="${server.url}" project="${key}" layout="popup" open></chat-view>`
  site.show(hostPage(server.url, `${listening}<input aria-label="Search the shop">${view}`))
  await page.goto(site.origin)
  await expect(chat.input).toBeVisible()
  const own = page.getByRole('textbox', { name: 'Search the shop' })
  await own.focus()
  for (const press of ['/', 'ArrowUp', 'Escape', 'Control+k', 'a']) await page.keyboard.press(press)
  expect(await page.evaluate(heard)).toEqual(['/', 'ArrowUp', 'Escape', 'Control', 'k', 'a'])
  await expect(own).toHaveValue('a/')
  await expect(chat.part('panel')).toBeVisible()
})
