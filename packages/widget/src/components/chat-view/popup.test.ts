import { sendKeys, setViewport } from '@web/test-runner-commands'
import { expect } from 'chai'
import { deepActiveElement } from '../../controllers/focusable-elements.ts'
import { ChatPage, find, nextFrame, nextTask, until } from '../../testing/chat-page.ts'
import { isLaterLoaded } from '../load-later.ts'
import type { ChatView } from './chat-view.ts'

const panel = (view: ChatView): HTMLElement | null => find(view, '[part~=panel]')
const launcher = (view: ChatView): HTMLElement => {
  const button = view.shadowRoot?.querySelector<HTMLElement>('.launcher')
  if (!button) throw new Error('There is no launcher')
  return button
}
const input = (view: ChatView): Promise<HTMLElement> => until(() => find(view, '[part~=input]'), 'the input')
const focused = (view: ChatView, part: string) =>
  until(() => deepActiveElement() === find(view, `[part~=${part}]`), part)

describe('a popup', () => {
  let page: ChatPage
  beforeEach(() => {
    page = new ChatPage()
  })
  afterEach(async () => {
    await page.close()
    await setViewport({ width: 1000, height: 700 })
  })

  it('EM3 is a named launcher until it is opened', async () => {
    const view = page.view({ layout: 'popup' }, null)
    view.setAttribute('project', 'pk_nobody')
    expect(launcher(view).getAttribute('aria-label')).to.equal('Open chat')
    expect(launcher(view).getAttribute('aria-expanded')).to.equal('false')
    await nextFrame()
    expect(panel(view)).to.equal(null)
    expect(view.chat).to.equal(null)
  })

  it('EM10 says of its words the language that they are in, not the one that was wanted', () => {
    for (const [locale, lang] of Object.entries({ it: 'en', 'de_DE.UTF-8': 'de', 'pt-BR': 'pt' })) {
      const view = page.view({ layout: 'popup', locale }, null)
      expect(launcher(view).closest('[lang]')?.getAttribute('lang'), locale).to.equal(lang)
    }
  })

  it('UX1 opened by the reader, it takes the focus to the input, and gives it back on Escape', async () => {
    const view = page.view({ layout: 'popup' })
    const events: string[] = []
    for (const name of ['chat-show', 'chat-hide'] as const) view.addEventListener(name, () => events.push(name))
    launcher(view).focus()
    await sendKeys({ press: 'Enter' })
    await input(view)
    await focused(view, 'input')
    expect(launcher(view).getAttribute('aria-expanded')).to.equal('true')
    expect(panel(view)?.getAttribute('role')).to.equal('dialog')
    expect(panel(view)?.hasAttribute('aria-modal')).to.equal(false)
    expect(panel(view)?.getAttribute('aria-label')).not.to.equal(null)
    await sendKeys({ press: 'Escape' })
    await until(() => !view.open, 'the closing')
    expect(deepActiveElement() === launcher(view), 'the focus').to.equal(true)
    expect(events).to.deep.equal(['chat-show', 'chat-hide'])
    await sendKeys({ press: 'Enter' })
    await focused(view, 'input')
  })

  it('UX1 takes the focus to the input also within the page’s own shadow tree, and speaks the language around that', async () => {
    const outer = document.createElement('div')
    outer.lang = 'de'
    document.body.append(outer)
    const view = page.view({ layout: 'popup', locale: '' })
    outer.attachShadow({ mode: 'open' }).append(view)
    await until(() => launcher(view).getAttribute('aria-label') === 'Chat öffnen', 'the language')
    launcher(view).focus()
    await sendKeys({ press: 'Enter' })
    await input(view)
    await focused(view, 'input')
    await sendKeys({ press: 'Escape' })
    await until(() => !view.open, 'the closing')
    expect(deepActiveElement() === launcher(view), 'the focus').to.equal(true)
    view.remove()
    outer.remove()
  })

  it('CV11 an Escape that only ends a composition closes nothing, in Chrome’s way and in Safari’s', async () => {
    const view = page.view({ layout: 'popup' })
    view.show()
    const field = await input(view)
    for (const isComposing of [true, false]) {
      const init = { key: 'Escape', bubbles: true, composed: true, cancelable: true, isComposing }
      const event = new KeyboardEvent('keydown', init)
      Object.defineProperty(event, 'keyCode', { value: 229 })
      field.dispatchEvent(event)
      await nextFrame()
      expect(event.defaultPrevented).to.equal(false)
      expect(view.open).to.equal(true)
    }
    field.focus()
    await sendKeys({ press: 'Escape' })
    await until(() => !view.open, 'the closing')
  })

  it('UX1 opened by the page, it takes no focus', async () => {
    const view = page.view({ layout: 'popup' })
    view.show()
    await input(view)
    await nextFrame()
    expect(deepActiveElement() === document.body, 'the focus').to.equal(true)
    view.focus()
    await focused(view, 'input')
  })

  it('UX2 closed, its panel is out of the accessibility tree', async () => {
    const view = page.view({ layout: 'popup', open: '' })
    await input(view)
    view.hide()
    await until(() => panel(view)?.hidden, 'the closing')
    await until(() => !panel(view)?.checkVisibility(), 'the end of the fade')
  })

  it('EM3 counts unread threads on the launcher', async () => {
    const counts: number[] = []
    const chat = page.chat()
    const view = page.view({ layout: 'popup' }, chat)
    view.addEventListener('chat-unread', event => counts.push(event.count))
    const other = chat.thread()
    await other.send('Why?').done
    const badge = await until(() => view.shadowRoot?.querySelector('.badge'), 'the badge')
    expect(badge.textContent).to.equal('1')
    expect(launcher(view).getAttribute('aria-label')).to.contain('1')
    expect(panel(view)).to.equal(null)
    await other.markRead()
    await until(() => !view.shadowRoot?.querySelector('.badge'), 'the end of the badge')
    expect(counts).to.deep.equal([1, 0])
  })

  it('CV1 an answer that one reads as it comes is not told of as unread', async () => {
    const counts: number[] = []
    const chat = page.chat()
    const unread: boolean[] = []
    chat.$threads.subscribe(({ items }) => unread.push(items.some(entry => entry.unread)))
    const view = page.view({ layout: 'popup', open: '' }, chat)
    view.addEventListener('chat-unread', event => counts.push(event.count))
    await input(view)
    // What counts comes with what a first conversation can do without.
    await until(() => isLaterLoaded(), 'what counts')
    await (await view.send('Why?')).done
    await until(() => unread.includes(true) && !unread.at(-1), 'the reading')
    await nextTask()
    expect(counts).to.deep.equal([])
  })

  it('EM3 is a modal full screen on a phone, and keeps the focus', async () => {
    await setViewport({ width: 375, height: 700 })
    const view = page.view({ layout: 'popup', open: '' })
    await input(view)
    const box = panel(view)
    expect(box?.getAttribute('aria-modal')).to.equal('true')
    await until(() => box?.getBoundingClientRect().width === 375, 'the full width')
    view.focus()
    await focused(view, 'input')
    for (let press = 0; press < 12; press++) {
      await sendKeys({ press: 'Tab' })
      expect(view.shadowRoot?.activeElement?.localName, `after ${press + 1} tabs`).to.equal('chat-panel')
    }
  })

  it('EM9 what a page puts in the launcher slot works like it', async () => {
    const view = document.createElement('chat-view')
    view.setAttribute('layout', 'popup')
    view.chat = page.chat()
    const own = document.createElement('button')
    own.slot = 'launcher'
    own.textContent = 'Help'
    view.append(own)
    page.add(view)
    await until(() => own.getAttribute('aria-expanded') === 'false', 'its description')
    own.click()
    expect(view.open).to.equal(true)
    expect(own.getAttribute('aria-expanded')).to.equal('true')
  })

  it('EM4 stands over a page with the highest z-index, and in a transformed box', async () => {
    const cover = document.createElement('div')
    cover.style.cssText = 'position: fixed; inset: 0; z-index: 2147483647; background: red'
    const view = page.view({ layout: 'popup', open: '' })
    view.parentElement?.style.setProperty('transform', 'scale(.5)')
    document.body.append(cover)
    await input(view)
    const { left, top, width, right } = launcher(view).getBoundingClientRect()
    expect(width).to.equal(56)
    expect(right).to.equal(document.documentElement.clientWidth - 20)
    expect(document.elementFromPoint(left + 20, top + 20)).to.equal(view)
    cover.remove()
  })
})
