import { sendKeys, sendMouse } from '@web/test-runner-commands'
import { expect } from 'chai'
import { deepActiveElement } from '../../controllers/focusable-elements.ts'
import { ChatPage, find, nextFrame, until } from '../../testing/chat-page.ts'
import type { ChatView } from '../chat-view/chat-view.ts'

describe('<chat-panel>', () => {
  let page: ChatPage
  beforeEach(() => {
    page = new ChatPage()
  })
  afterEach(() => page.close())

  const open = async (width: number): Promise<ChatView> => {
    const view = page.view({ layout: 'page' })
    view.parentElement?.style.setProperty('inline-size', `${width}px`)
    await until(() => find(view, '[part~=input]'), 'the input')
    await nextFrame()
    return view
  }
  const widen = async (view: ChatView, width: number): Promise<void> => {
    view.parentElement?.style.setProperty('inline-size', `${width}px`)
    await nextFrame()
    await nextFrame()
  }
  const form = (view: ChatView): string => find(view, '.sidebar')?.className.trim() ?? 'none'
  const toggle = (view: ChatView): HTMLElement | null => find(view, '.sidebar-button')

  it('EM3 decides by the width of its own box how the list stands', async () => {
    const view = await open(1000)
    expect(form(view)).to.equal('sidebar')
    await until(() => find(view, '[part~=thread-list]')?.checkVisibility(), 'the list')
    await widen(view, 899)
    expect(form(view)).to.equal('sidebar rail')
    await widen(view, 599)
    expect(form(view)).to.equal('sidebar drawer')
    expect(find(view, '.drawer')?.hidden).to.equal(true)
    await widen(view, 600)
    expect(form(view)).to.equal('sidebar rail')
    await widen(view, 900)
    expect(form(view)).to.equal('sidebar')
  })

  it('EM3 a collapsed list unfolds beside the conversation, and the focus stays on its button', async () => {
    const view = await open(700)
    ;(await until(() => toggle(view), 'the button')).focus()
    await sendKeys({ press: 'Enter' })
    await until(() => form(view) === 'sidebar', 'the list')
    expect(deepActiveElement() === toggle(view), 'the focus').to.equal(true)
    await sendKeys({ press: 'Enter' })
    await until(() => form(view) === 'sidebar rail', 'the rail')
    expect(deepActiveElement() === toggle(view), 'the focus').to.equal(true)
  })

  it('EM3 the drawer is modal: it takes the focus, keeps it, and gives it back on Escape', async () => {
    const view = await open(400)
    toggle(view)?.focus()
    await sendKeys({ press: 'Enter' })
    const drawer = await until(() => find(view, '.drawer:not([hidden])'), 'the drawer')
    expect(drawer.getAttribute('role')).to.equal('dialog')
    expect(drawer.getAttribute('aria-modal')).to.equal('true')
    expect(find(view, '.talk')?.inert).to.equal(true)
    for (let press = 0; press < 8; press++) {
      await sendKeys({ press: 'Tab' })
      expect(drawer.matches(':focus-within'), `after ${press + 1} tabs`).to.equal(true)
    }
    await sendKeys({ press: 'Shift+Tab' })
    expect(drawer.matches(':focus-within')).to.equal(true)
    await sendKeys({ press: 'Escape' })
    await until(() => drawer.hidden, 'the closing')
    expect(find(view, '.talk')?.inert).to.equal(false)
    expect(deepActiveElement() === toggle(view), 'the focus').to.equal(true)
  })

  it('EM3 the drawer closes by its backdrop, and when a thread is chosen', async () => {
    const chat = page.chat()
    const other = chat.thread()
    await other.send('Why?').done
    const view = page.view({ layout: 'page' }, chat)
    view.parentElement?.style.setProperty('inline-size', '400px')
    await until(() => toggle(view), 'the button')
    toggle(view)?.click()
    const drawer = await until(() => find(view, '.drawer:not([hidden])'), 'the drawer')
    find(view, '.backdrop')?.click()
    await until(() => drawer.hidden, 'the closing')
    toggle(view)?.click()
    await until(() => !drawer.hidden, 'the drawer')
    ;(await until(() => find(view, '.open-thread'), 'the thread')).click()
    await until(() => drawer.hidden, 'the closing')
    expect(view.thread).to.equal(other.id)
  })

  it('EM3 a drawer that was open does not stand over a popup that was a page', async () => {
    const view = await open(400)
    toggle(view)?.click()
    const drawer = await until(() => find(view, '.drawer:not([hidden])'), 'the drawer')
    view.layout = 'popup'
    view.show()
    await until(() => drawer.hidden, 'the closing')
    expect(find(view, '.talk')?.inert).to.equal(false)
  })

  it('EM3 the drawer follows a finger from the edge, and back', async () => {
    const view = await open(400)
    const panel = find(view, '[part~=panel]')
    const { left = 0, top = 0 } = panel?.getBoundingClientRect() ?? {}
    const swipe = (from: number, to: number): void => {
      const event = (type: string, x: number): PointerEvent =>
        new PointerEvent(type, {
          pointerType: 'touch',
          pointerId: 7,
          clientX: left + x,
          clientY: top + 200,
          bubbles: true,
        })
      panel?.dispatchEvent(event('pointerdown', from))
      panel?.dispatchEvent(event('pointermove', (from + to) / 2))
      panel?.dispatchEvent(event('pointermove', to))
      panel?.dispatchEvent(event('pointerup', to))
    }
    const drawer = await until(() => find(view, '.drawer'), 'what draws it')
    swipe(200, 300)
    await nextFrame()
    expect(drawer?.hidden).to.equal(true)
    swipe(5, 160)
    await until(() => drawer?.hidden === false, 'the drawer')
    swipe(200, 190)
    await nextFrame()
    expect(drawer?.hidden).to.equal(false)
    swipe(200, 60)
    await until(() => drawer?.hidden, 'the closing')
    expect(drawer?.style.getPropertyValue('--chat-drag')).to.equal('')
  })

  it('EM3 the list’s width follows the pointer and the arrow keys, between 220 and 400 px', async () => {
    const view = await open(1000)
    const handle = await until(() => find(view, '[role=separator]'), 'the handle')
    const width = (): number => find(view, '.sidebar')?.getBoundingClientRect().width ?? 0
    expect(width()).to.equal(280)
    handle.focus()
    await sendKeys({ press: 'ArrowRight' })
    await until(() => width() === 290, 'a wider list')
    expect(handle.getAttribute('aria-valuenow')).to.equal('290')
    await sendKeys({ press: 'Home' })
    await until(() => width() === 220, 'the narrowest list')
    await sendKeys({ press: 'ArrowLeft' })
    await sendKeys({ press: 'End' })
    await until(() => width() === 400, 'the widest list')
    const { left, top } = handle.getBoundingClientRect()
    const at = (x: number): [number, number] => [Math.round(left + 4 + x), Math.round(top + 300)]
    await sendMouse({ type: 'move', position: at(0) })
    await sendMouse({ type: 'down' })
    await sendMouse({ type: 'move', position: at(-100) })
    await sendMouse({ type: 'up' })
    await until(() => width() === 300, 'the width under the pointer')
  })

  it('EM10 from right to left the list stands at the right, and arrow keys follow the eye', async () => {
    const view = page.view({ layout: 'page', locale: 'ar' })
    const handle = await until(() => find(view, '[role=separator]'), 'the handle')
    const box = view.getBoundingClientRect()
    expect(find(view, '.sidebar')?.getBoundingClientRect().right).to.equal(box.right)
    handle.focus()
    await sendKeys({ press: 'ArrowLeft' })
    await until(() => handle.getAttribute('aria-valuenow') === '290', 'a wider list')
  })

  it('CV1 a new conversation begins with the focus where one writes', async () => {
    const view = await open(1000)
    await (await view.send('Why?')).done
    expect(view.thread).to.be.a('string')
    find(view, '[part~=new-thread]')?.click()
    await until(() => view.thread === null, 'the new conversation')
    await until(() => deepActiveElement() === find(view, '[part~=input]'), 'the focus')
  })

  it('CV11 a long text leaves room for the conversation, however low the box', async () => {
    const view = page.view({ layout: 'inline' })
    Object.assign(view.parentElement?.style ?? {}, { inlineSize: '420px', blockSize: '320px' })
    const input = await until(() => find<HTMLTextAreaElement>(view, '[part~=input]'), 'the input')
    input.focus()
    input.value = 'One more line.\n'.repeat(40)
    input.dispatchEvent(new InputEvent('input', { bubbles: true }))
    await nextFrame()
    await nextFrame()
    const place = (part: string) => find(view, `[part~=${part}]`)?.getBoundingClientRect() ?? new DOMRect()
    const box = view.getBoundingClientRect()
    expect(place('header').top).to.equal(box.top)
    expect(place('send').bottom).to.be.below(box.bottom)
    expect(place('messages').height).to.be.above(60)
    expect(input.clientHeight).to.be.above(60)
  })
})
