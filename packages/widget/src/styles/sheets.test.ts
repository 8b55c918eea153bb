import { expect } from 'chai'
import { adoptSheets } from './adopt-sheets.ts'
import { base } from './base.ts'
import { defineSheet } from './define-sheet.ts'
import { isolation } from './isolation.ts'
import { tokens } from './tokens.ts'

describe('adoptSheets', () => {
  it('EM7 shares one sheet between all instances, and adopts it once in each', () => {
    const sheet = defineSheet('p { color: red }')
    const roots = [newRoot(), newRoot()]
    for (const root of roots) {
      adoptSheets(root, sheet, sheet)
      adoptSheets(root, sheet)
      expect(root.adoptedStyleSheets).to.have.length(1)
    }
    expect(roots[0]?.adoptedStyleSheets[0]).to.equal(roots[1]?.adoptedStyleSheets[0])
  })
})

describe('the isolation sheet', () => {
  const page = document.createElement('style')
  afterEach(() => {
    page.remove()
    document.documentElement.removeAttribute('class')
  })

  it('EM4 draws the same on a hostile page as on a bare one', () => {
    const host = document.createElement('div')
    host.style.cssText = 'position: fixed; inset: 0; inline-size: 300px; block-size: 200px'
    document.body.append(host)
    const root = host.attachShadow({ mode: 'open' })
    adoptSheets(root, tokens, isolation, base)
    const chat = document.createElement('div')
    chat.className = 'chat'
    chat.dir = 'ltr'
    const words = document.createElement('p')
    const button = document.createElement('button')
    words.textContent = button.textContent = 'Night tariff savings'
    chat.append(words, button)
    root.append(chat)

    const drawn = (): Map<string, string>[] => [words, button, chat].map(everyProperty)
    const before = drawn()
    const boxBefore = boxOf(host)
    page.textContent = `
      html { font-size: 62.5% !important; letter-spacing: 3px; direction: rtl }
      * { color: red !important; font: 30px fantasy !important; text-transform: uppercase !important; text-align: right !important;
          line-height: 3 !important; word-spacing: 9px !important; cursor: help !important; user-select: none !important;
          pointer-events: none !important; white-space: pre !important; quotes: none !important; fill: lime !important;
          padding: 9px !important; border: 3px solid red !important; background: yellow !important;
          text-decoration: line-through !important; box-shadow: 0 0 9px red !important; text-indent: 4em !important }
      div { letter-spacing: 9px; columns: 3 }
      .dark * { color-scheme: dark !important; filter: none }`
    document.head.append(page)
    document.documentElement.className = 'dark'
    const changed = drawn().flatMap((now, index) =>
      [...now].filter(([name, value]) => before[index]?.get(name) !== value),
    )
    const boxAfter = boxOf(host)
    host.remove()
    expect(changed).to.deep.equal([])
    expect(boxAfter).to.deep.equal(boxBefore)
  })

  it('EM4 leaves size and place to the page', () => {
    const host = document.createElement('div')
    host.style.cssText = 'inline-size: 321px; margin: 7px'
    document.body.append(host)
    adoptSheets(host.attachShadow({ mode: 'open' }), tokens, isolation)
    expect(host.getBoundingClientRect().width).to.equal(321)
    expect(getComputedStyle(host).marginBlockStart).to.equal('7px')
    host.remove()
  })

  it('EM9 takes a theme from its attribute and the colours from the page', () => {
    const host = document.createElement('div')
    host.setAttribute('theme', 'dark')
    host.style.setProperty('--chat-surface', 'light-dark(white, rgb(1 2 3))')
    document.body.append(host)
    const root = host.attachShadow({ mode: 'open' })
    adoptSheets(root, tokens, isolation)
    const chat = document.createElement('div')
    chat.className = 'chat'
    chat.style.backgroundColor = 'var(--chat-paper)'
    root.append(chat)
    expect(getComputedStyle(chat).backgroundColor).to.equal('rgb(1, 2, 3)')
    host.setAttribute('theme', 'light')
    expect(getComputedStyle(chat).backgroundColor).to.equal('rgb(255, 255, 255)')
    host.remove()
  })
})

function newRoot(): ShadowRoot {
  return document.createElement('div').attachShadow({ mode: 'open' })
}

function everyProperty(element: Element): Map<string, string> {
  const style = getComputedStyle(element)
  const names = [...style].filter(name => !name.startsWith('--'))
  return new Map(names.map(name => [name, style.getPropertyValue(name)]))
}

function boxOf(host: HTMLElement): string[] {
  const { paddingBlockStart, borderBlockStartWidth, backgroundColor, boxShadow, textDecorationLine, columnCount } =
    getComputedStyle(host)
  return [paddingBlockStart, borderBlockStartWidth, backgroundColor, boxShadow, textDecorationLine, columnCount]
}
