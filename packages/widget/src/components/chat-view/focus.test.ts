import { sendKeys } from '@web/test-runner-commands'
import { expect } from 'chai'
import { deepActiveElement } from '../../controllers/focusable-elements.ts'
import { ChatPage, find, nextFrame, until } from '../../testing/chat-page.ts'
import type { ChatView } from './chat-view.ts'

const input = (view: ChatView) => until(() => find<HTMLTextAreaElement>(view, '[part~=input]'), 'the input')

describe('the focus that a page asks for before the chat is drawn', () => {
  let page: ChatPage
  beforeEach(() => {
    page = new ChatPage()
  })
  afterEach(() => page.close())

  it('UX1 comes to where one writes at the first opening of a popup, from the page’s own button', async () => {
    const own = page.add(document.createElement('button'))
    const view = page.view({ layout: 'popup' })
    own.focus()
    view.show()
    view.focus()
    const field = await input(view)
    await until(() => deepActiveElement() === field, 'the focus')
    await sendKeys({ type: 'hello' })
    expect(field.value).to.equal('hello')
  })

  it('UX1 comes to where one writes in an inline chat, also within the page’s own shadow tree', async () => {
    const outer = page.add(document.createElement('div'))
    const own = document.createElement('button')
    const view = page.view()
    outer.attachShadow({ mode: 'open' }).append(own, view)
    own.focus()
    view.focus()
    const field = await input(view)
    await until(() => deepActiveElement() === field, 'the focus')
    view.remove()
  })

  it('UX1 is not taken from who has gone elsewhere since', async () => {
    const outer = page.add(document.createElement('div'))
    const [own, other] = [document.createElement('button'), document.createElement('input')]
    const view = page.view()
    outer.attachShadow({ mode: 'open' }).append(own, other, view)
    own.focus()
    view.focus()
    other.focus()
    await input(view)
    for (let frame = 0; frame < 3; frame++) await nextFrame()
    expect(deepActiveElement() === other, 'the focus').to.equal(true)
    view.remove()
  })

  it('UX1 is forgotten where the popup is closed before', async () => {
    const view = page.view({ layout: 'popup' })
    view.show()
    view.focus()
    view.hide()
    view.show()
    await input(view)
    for (let frame = 0; frame < 3; frame++) await nextFrame()
    expect(deepActiveElement() === document.body, 'the focus').to.equal(true)
  })
})
