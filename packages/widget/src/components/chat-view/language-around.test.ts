import { expect } from 'chai'
import { loadLocale } from '../../locales/load-locale.ts'
import { ChatPage, find, nextFrame, nextTask, until } from '../../testing/chat-page.ts'

describe('the language around an element', () => {
  let page: ChatPage
  const html = document.documentElement
  const { lang } = html
  beforeEach(() => {
    page = new ChatPage()
    html.lang = 'en'
  })
  afterEach(async () => {
    await page.close()
    html.lang = lang
  })

  const speaks = async (element: Element, language: string): Promise<void> => {
    const words = (await loadLocale(language)).text('composer.placeholder')
    await until(() => find(element, '[part~=input]')?.getAttribute('placeholder') === words, language)
  }

  it('EM10 is followed while it lives, and no longer than that', async () => {
    const view = page.view({ locale: '' })
    await speaks(view, 'en')
    html.lang = 'de'
    await speaks(view, 'de')
    html.lang = 'ar'
    await speaks(view, 'ar')
    await until(() => find(view, '.chat[dir=rtl]'), 'the direction')
    view.remove()
    await nextTask()
    html.lang = 'fr'
    await nextFrame()
    expect(view.shadowRoot?.childNodes).to.have.length(0)
  })

  it('EM10 is that of the nearest element that has one, through shadow trees of the page', async () => {
    const outer = document.createElement('div')
    const near = document.createElement('div')
    outer.lang = 'fr'
    const view = page.view({ locale: '' })
    page.add(outer)
    outer.attachShadow({ mode: 'open' }).append(near)
    near.append(view)
    await speaks(view, 'fr')
    outer.lang = 'es'
    await speaks(view, 'es')
    near.lang = 'de'
    await speaks(view, 'de')
    html.lang = outer.lang = 'pt'
    await nextFrame()
    await speaks(view, 'de')
    near.lang = ''
    await speaks(view, 'pt')
  })

  it('EM10 is not followed where the element says its own; what else changes on the page is not looked at', async () => {
    const own = page.view({ locale: 'en' })
    const other = page.view({ locale: '' })
    await speaks(own, 'en')
    await speaks(other, 'en')
    let reads = 0
    Object.defineProperty(other, 'locale', { get: () => `${++reads && html.lang}` })
    html.lang = 'de'
    await speaks(other, 'de')
    await nextFrame()
    reads = 0
    html.className = 'dark'
    html.dir = 'ltr'
    document.body.title = 'Ours'
    await nextFrame()
    html.className = document.body.title = ''
    html.removeAttribute('dir')
    await nextFrame()
    expect(reads).to.equal(0)
    expect(find(own, '.chat')?.lang).to.equal('en')
  })

  it('EM10 pieces that the page lays out follow it as well', async () => {
    const provider = document.createElement('chat-provider')
    provider.chat = page.chat()
    provider.append(document.createElement('chat-composer'))
    page.add(provider)
    await speaks(provider, 'en')
    html.lang = 'de'
    await speaks(provider, 'de')
  })

  it('EM10 is followed by a closed popup that listens', async () => {
    const view = page.view({ locale: '', layout: 'popup' })
    const words = () => view.shadowRoot?.querySelector('.launcher')?.getAttribute('aria-label')
    await until(() => view.chat?.$connection.get().state === 'connected', 'the connection')
    expect(words()).to.equal('Open chat')
    await nextTask()
    html.lang = 'de'
    await until(() => words() === 'Chat öffnen', 'the words')
  })
})
