import { sendKeys } from '@web/test-runner-commands'
import { expect } from 'chai'
import { deepActiveElement } from '../../controllers/focusable-elements.ts'
import { ChatPage, find, until } from '../../testing/chat-page.ts'
import { failingTag } from '../../testing/failing-tag.ts'
import type { ChatView } from './chat-view.ts'

describe('a chat that could not be loaded', () => {
  const { fetch, WebSocket } = window
  let page: ChatPage
  beforeEach(() => {
    page = new ChatPage({ answer: () => 'Yes.' })
    // The element makes its chat by itself.
    Object.assign(window, { fetch: page.server.options.fetch, WebSocket: page.server.options.WebSocket })
  })
  afterEach(async () => {
    await page.close()
    Object.assign(window, { fetch, WebSocket })
    localStorage.clear()
  })

  const show = (locale: () => string): ChatView => {
    const view = document.createElement('chat-view')
    view.setAttribute('server', page.server.options.server)
    view.setAttribute('project', page.server.options.project)
    Object.defineProperty(view, 'locale', { get: locale })
    return page.add(view)
  }
  const again = (view: ChatView) =>
    until(() => view.shadowRoot?.querySelector<HTMLElement>('.failed button'), 'the button')
  const input = (view: ChatView) => until(() => find<HTMLTextAreaElement>(view, '[part~=input]'), 'the input')

  it('UX7 tried again it is one chat with one connection, and nothing is left of it after its removal', async () => {
    const lost = failingTag('en')
    const view = show(() => lost.tag)
    lost.fail()
    const button = await again(view)
    await until(() => page.server.connections.size === 1, 'the connection')
    const { chat } = view
    button.click()
    const field = await input(view)
    expect(view.chat === chat, 'the same chat').to.equal(true)
    const heard: string[] = []
    view.addEventListener('chat-message', ({ message }) => heard.push(message))
    field.focus()
    await sendKeys({ type: 'Why?' })
    await sendKeys({ press: 'Enter' })
    await until(() => heard.length > 1, 'both messages')
    expect(new Set(heard).size).to.equal(heard.length)
    expect(page.server.connections.size).to.equal(1)
    view.remove()
    await until(() => page.server.connections.size === 0, 'no connection')
  })

  it('UX7 what could not be loaded is not told of where nobody looks: beside a popup that was closed', async () => {
    const lost = failingTag('en')
    const view = show(() => lost.tag)
    view.layout = 'popup'
    view.show()
    lost.fail()
    await again(view)
    view.hide()
    expect(view.shadowRoot?.querySelector('.failed')).to.equal(null)
    view.show()
    await input(view)
  })

  it('SE1 a popup that was never opened listens as who the page says is here now', async () => {
    localStorage.setItem(`chat-view:been:${page.server.options.project}`, '1')
    const view = document.createElement('chat-view')
    view.setAttribute('server', page.server.options.server)
    view.setAttribute('project', page.server.options.project)
    page.add(view)
    await until(() => page.server.connections.size === 1, 'the connection')
    const [former] = page.server.connections
    let asked = 0
    view.getToken = async () => {
      asked++
      return 'jon'
    }
    await until(() => asked > 0 && !page.server.connections.has(former as never), 'the end of the former one')
    await until(() => page.server.connections.size === 1, 'the other one')
    view.remove()
  })

  it('EM10 a panel stays in its language while the words of another one cannot be loaded', async () => {
    const lost = failingTag('de')
    let locale = 'en'
    const errors: string[] = []
    const view = show(() => locale)
    view.addEventListener('chat-error', ({ code }) => errors.push(code))
    const field = await input(view)
    locale = lost.tag
    view.strings = null
    lost.fail()
    await until(() => errors.length > 0, 'the word of it')
    expect(errors).to.deep.equal(['network'])
    expect(field.isConnected && field.placeholder).to.equal('Ask a question…')
    expect(view.shadowRoot?.querySelector('.failed')).to.equal(null)
    view.prompts = null
    await until(() => field.placeholder !== 'Ask a question…', 'the other language')
  })

  it('UX1 the focus goes from the button to the next one, and to where one writes once it is there', async () => {
    const lost = failingTag('en')
    const view = show(() => lost.tag)
    lost.fail()
    const first = await again(view)
    first.focus()
    lost.fail()
    await sendKeys({ press: 'Enter' })
    await until(() => !first.isConnected, 'the next try')
    const second = await again(view)
    await until(() => deepActiveElement() === second, 'the focus on the next button')
    await sendKeys({ press: 'Enter' })
    const field = await input(view)
    await until(() => deepActiveElement() === field, 'the focus in the field')
  })

  it('UX1 a chat that could not be loaded takes the focus from nobody, and from nowhere unasked', async () => {
    const lost = failingTag('en')
    const own = page.add(document.createElement('input'))
    const view = show(() => lost.tag)
    lost.fail()
    const first = await again(view)
    expect(deepActiveElement() === document.body).to.equal(true)
    lost.fail()
    first.click()
    own.focus()
    await until(() => !first.isConnected, 'the next try')
    await again(view)
    expect(deepActiveElement() === own).to.equal(true)
  })
})
