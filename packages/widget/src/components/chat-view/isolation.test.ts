import { sendKeys } from '@web/test-runner-commands'
import { expect } from 'chai'
import { ChatPage, find, findAll, nextFrame, until } from '../../testing/chat-page.ts'
import type { ChatView } from './chat-view.ts'

const field = (view: ChatView): Promise<HTMLTextAreaElement> =>
  until(() => find<HTMLTextAreaElement>(view, 'textarea'), 'the input')

describe('<chat-view> in a hostile page', () => {
  let page: ChatPage
  const ends: (() => void)[] = []
  beforeEach(() => {
    page = new ChatPage()
  })
  afterEach(async () => {
    for (const end of ends.splice(0)) end()
    await page.close()
  })

  it('EM4 what is typed stays in it, and handlers of the page do not eat it', async () => {
    const heard: string[] = []
    const kinds = ['keydown', 'keypress', 'keyup', 'beforeinput', 'input'] as const
    const eat = (event: Event): void => {
      heard.push(event.type)
      event.preventDefault()
      event.stopImmediatePropagation()
    }
    for (const kind of kinds) {
      for (const capture of [true, false]) {
        document.addEventListener(kind, eat, capture)
        document.body.addEventListener(kind, eat, capture)
        ends.push(() => document.removeEventListener(kind, eat, capture))
        ends.push(() => document.body.removeEventListener(kind, eat, capture))
      }
      window.addEventListener(kind, eat)
      ends.push(() => window.removeEventListener(kind, eat))
    }
    const view = page.view({ layout: 'page' })
    const input = await field(view)
    input.focus()
    await sendKeys({ type: 'go / here' })
    expect(input.value).to.equal('go / here')
    await sendKeys({ press: 'Shift+Enter' })
    expect(input.value).to.equal('go / here\n')
    await sendKeys({ press: 'Enter' })
    await until(() => findAll(view, 'chat-message').length >= 2, 'the answer')
    expect(heard).to.deep.equal([])
  })

  it('EM4 keys of the page, also in its own pieces within the element, stay the page’s', async () => {
    const heard: string[] = []
    const note = (event: KeyboardEvent): void => void heard.push(event.key)
    document.addEventListener('keydown', note)
    ends.push(() => document.removeEventListener('keydown', note))
    const own = document.createElement('input')
    own.slot = 'header'
    const view = page.view({ layout: 'page' })
    view.append(own)
    await field(view)
    own.focus()
    await sendKeys({ press: 'a' })
    expect(heard).to.deep.equal(['a'])
    expect(own.value).to.equal('a')
  })

  it('EM4 is drawn the same with and without the page’s rules', async () => {
    const rules = document.createElement('style')
    const view = page.view({ layout: 'page', theme: 'light' })
    await field(view)
    await until(() => find(view, '.search input') && find(view, '.thread-list .none'), 'the list')
    await nextFrame()
    const drawn = (): string[] =>
      findAll(view, '*')
        .filter(element => element.getRootNode() !== document && element.checkVisibility())
        .map(element => {
          const { color, fontSize, fontFamily, letterSpacing, textTransform, textAlign, lineHeight } =
            getComputedStyle(element)
          const { width, height } = element.getBoundingClientRect()
          const words = { color, fontSize, fontFamily, letterSpacing, textTransform, textAlign, lineHeight }
          return `${element.localName}.${element.className} ${Math.round(width)}×${Math.round(height)} ${JSON.stringify(words)}`
        })
    const before = drawn()
    rules.textContent = `
      html { font-size: 62.5% } * { color: red !important; font: 30px fantasy !important; text-transform: uppercase !important;
      letter-spacing: 3px !important; text-align: right !important; line-height: 3 !important; margin: 0 }
      div, section, button, chat-panel, chat-messages { padding: 40px; border: 9px solid red } .dark { display: none }`
    document.head.append(rules)
    ends.push(() => rules.remove())
    document.documentElement.classList.add('dark-mode')
    await nextFrame()
    const after = drawn()
    document.documentElement.classList.remove('dark-mode')
    expect(before.length).to.be.greaterThan(20)
    expect(after).to.deep.equal(before)
  })

  it('EM4 adds no global style and no node outside of itself', async () => {
    const sheets = document.styleSheets.length
    const adopted = document.adoptedStyleSheets.length
    const nodes = document.body.childElementCount
    const view = page.view({ layout: 'popup', open: '' })
    await field(view)
    expect(document.styleSheets.length).to.equal(sheets)
    expect(document.adoptedStyleSheets.length).to.equal(adopted)
    expect(document.body.childElementCount).to.equal(nodes + 1)
    expect(view.childNodes).to.have.length(0)
  })
})
