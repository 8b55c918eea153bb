import { ChatScreen } from './harness/chat-screen.ts'
import { startHostSite } from './harness/host-site.ts'
import { startOtherRelease } from './harness/other-release.ts'
import { expect, test } from './harness/test.ts'

const releases = [
  { first: 'this', placeholder: 'Ask a question…', border: '1px' },
  { first: 'other', placeholder: 'Ask the other release…', border: '3px' },
]

for (const { first, placeholder, border } of releases)
  test(`EM12 of two releases on one page the one that comes first (${first}) stays whole, and the page is warned once`, async ({
    page,
    server,
    operator,
  }) => {
    await using other = await startOtherRelease()
    await using site = await startHostSite()
    const { key } = await operator.project({ origins: [site.origin] })
    const scripts = [`${server.url}/chat-view.js`, other.script]
    if (first === 'other') scripts.reverse()
    const view = (id: string) =>
      `<chat-view id="${id}" server="${server.url}" project="${key}" layout="inline" style="height: 300px"></chat-view>`
    const tags = scripts.map(script => `<script type="module" src="${script}"></script>`)
    site.show(`<!doctype html><html lang="en"><title>A shop</title>${tags.join('')}${view('one')}${view('two')}</html>`)
    const said: string[] = []
    page.on('console', message => said.push(message.text()))
    page.on('pageerror', error => said.push(error.message))
    const asked: string[] = []
    page.on('request', request => asked.push(request.url()))
    await page.goto(site.origin)

    for (const id of ['one', 'two']) {
      const chat = new ChatScreen(page, page.locator(`#${id}`))
      await expect(chat.input).toHaveAttribute('placeholder', placeholder)
      await chat.ask('A table, please')
      await chat.untilComplete()
      await expect(chat.questions).toHaveText(['A table, please'])
      const composer = chat.part('composer')
      await expect(composer).toHaveCSS('border-top-width', border)
      await expect(composer).toHaveCount(1)
      await expect(chat.root.locator('[data-release=other]')).toHaveCount(first === 'other' ? 1 : 0)
    }
    const release = await page.evaluate(() => Reflect.get(customElements.get('chat-view') ?? {}, 'release') ?? 'this')
    expect(release).toBe(first)
    expect(said).toEqual([expect.stringContaining('loaded more than once')])
    // Both scripts came; what is loaded on demand is of the first alone.
    for (const script of scripts) expect(asked).toContain(script)
    const chunks = asked.filter(url => url.endsWith('.js') && !scripts.includes(url))
    const [host = ''] = scripts.map(script => new URL(script).origin)
    expect(chunks.filter(url => url.startsWith(host)).length).toBeGreaterThan(1)
    const late = chunks.filter(
      url =>
        !url.startsWith(host) &&
        /chat-(panel|host|later)|panel-elements|make-panel|later-parts|conversation-elements/.test(url),
    )
    expect(late).toEqual([])
  })
