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
