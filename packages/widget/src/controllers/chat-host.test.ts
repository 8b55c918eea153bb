import { expect } from 'chai'
import { ChatPage } from '../testing/chat-page.ts'
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
  beforeEach(() => {
    page = new ChatPage()
    host = new ChatHost(page.add(document.createElement('div')), wishes)
  })
  afterEach(async () => {
    host.close()
    await page.close()
  })

  it('EM10 words of a language that was left, and come late, do not come back', async () => {
    const chat = page.chat()
    const settings = (locale: string, untitled: string): ChatSettings => ({
      server: '',
      project: '',
      getToken: undefined,
      locale,
      strings: { 'thread.untitled': untitled },
      tools: null,
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
})
