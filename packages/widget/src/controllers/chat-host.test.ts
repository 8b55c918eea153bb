import { expect } from 'chai'
import { ChatPage } from '../testing/chat-page.ts'
import { failingTag } from '../testing/failing-tag.ts'
import { ChatHost, type SurfaceWishes } from './chat-host.ts'
import type { ChatSettings } from './chat-settings.ts'

const wishes: SurfaceWishes = {
  layout: 'inline',
  room: 'wide',
  readonly: false,
  shown: true,
  prompts: null,
  address: () => null,
  focusComposer: () => {},
}

describe('the host of an instance', () => {
  let page: ChatPage
  let host: ChatHost
  let errors: string[]
  const settingsOf = (locale: string): ChatSettings => ({
    server: '',
    project: '',
    getToken: undefined,
    locale,
    strings: {},
    tools: null,
    chat: page.chat(),
  })
  beforeEach(() => {
    page = new ChatPage()
    errors = []
    const element = page.add(document.createElement('div'))
    element.addEventListener('chat-error', ({ code }) => errors.push(code))
    host = new ChatHost(element, wishes)
  })
  afterEach(async () => {
    host.close()
    await page.close()
  })

  it('EM10 words of a language that was left, and come late, do not come back', async () => {
    const chat = page.chat()
    const settings = (locale: string, untitled: string): ChatSettings => ({
      ...settingsOf(locale),
      strings: { 'thread.untitled': untitled },
      chat,
    })
    const shown = () => [host.localisation?.tag, host.localisation?.text('thread.untitled')]
    const first = host.configure(settings('en', 'First'), null)
    await first
    const former = host.localisation
    await Promise.all([host.configure(settings('de', 'Second'), null), host.configure(settings('en', 'Third'), null)])
    expect(shown()).to.deep.equal(['en', 'Third'])
    await former?.dialogs()
    expect(shown()).to.deep.equal(['en', 'Third'])
    await host.localisation?.dialogs()
    expect(shown()).to.deep.equal(['en', 'Third'])
  })

  it('EM10 where words cannot be loaded those that there are stay; that is told, and they are asked for again', async () => {
    const lost = failingTag('de')
    const settings = settingsOf('en')
    await host.configure(settings, null)
    lost.fail()
    await host.configure({ ...settings, locale: lost.tag }, null)
    expect([host.localisation?.tag, ...errors]).to.deep.equal(['en', 'network'])
    await host.configure({ ...settings, locale: lost.tag }, null)
    expect([host.localisation?.tag, ...errors]).to.deep.equal(['de', 'network'])
  })

  it('UX7 without any words it is not ready, and the same settings make it so', async () => {
    const lost = failingTag('de')
    const settings = settingsOf(lost.tag)
    lost.fail()
    const failure = await host.configure(settings, null).catch((error: unknown) => error)
    expect(failure).to.be.instanceOf(TypeError)
    const { chat, thread } = host
    await host.configure(settings, null)
    expect(host.localisation?.tag).to.equal('de')
    expect(host.chat === chat && host.thread === thread, 'one chat').to.equal(true)
  })
})
