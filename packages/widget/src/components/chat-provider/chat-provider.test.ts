import { ContextEvent } from '@lit/context'
import { sendKeys } from '@web/test-runner-commands'
import { expect } from 'chai'
import { type Surface, surfaceContext } from '../../context/surface-context.ts'
import { deepActiveElement } from '../../controllers/focusable-elements.ts'
import { ChatPage, find, nextTask, until } from '../../testing/chat-page.ts'
import { failingTag } from '../../testing/failing-tag.ts'
import { focusLost } from '../focus-lost.ts'

const pieces = ['chat-thread-list', 'chat-messages', 'chat-composer'] as const

describe('<chat-provider>', () => {
  let page: ChatPage
  beforeEach(() => {
    page = new ChatPage({ answer: () => 'Warm rooms, **smaller** bills.' })
  })
  afterEach(() => page.close())

  const ready = new WeakSet<EventTarget>()
  document.addEventListener('chat-ready', event => event.target && ready.add(event.target))

  const provide = (): HTMLElementTagNameMap['chat-provider'] => {
    const provider = document.createElement('chat-provider')
    provider.setAttribute('locale', 'en')
    provider.chat = page.chat()
    provider.append(...pieces.map(name => document.createElement(name)))
    return page.add(provider)
  }

  it('EM11 the pieces alone, where a page puts them, make a chat', async () => {
    const provider = provide()
    const input = await until(() => find<HTMLTextAreaElement>(provider, '[part~=input]'), 'the input')
    input.focus()
    await sendKeys({ type: 'Why?' })
    await sendKeys({ press: 'Enter' })
    await until(() => find(provider, 'strong')?.textContent === 'smaller', 'the answer')
    const row = await until(() => find(provider, '.open-thread'), 'the thread in the list')
    expect(row.getAttribute('aria-current')).to.equal('page')
    provider.newThread()
    await until(() => find(provider, 'strong') === null, 'the new thread')
    row.click()
    await until(() => find(provider, 'strong'), 'the thread again')
    expect(provider.thread).to.be.a('string')
  })

  it('EM11 pieces that were there first are served when what connects them is loaded', async () => {
    await until(() => customElements.get('chat-composer'), 'the pieces')
    const provider = provide()
    await until(() => find(provider, '[part~=thread-list]'), 'the list')
    await until(() => find(provider, '[part~=input]'), 'the input')
  })

  it('EM11 words that could not be loaded are asked for again by whatever the page does next', async () => {
    const lost = failingTag('en')
    const provider = document.createElement('chat-provider')
    Object.defineProperty(provider, 'locale', { get: () => lost.tag })
    provider.chat = page.chat()
    provider.append(document.createElement('chat-composer'))
    const errors: string[] = []
    provider.addEventListener('chat-error', ({ code }) => errors.push(code))
    lost.fail()
    page.add(provider)
    await until(() => errors.length > 0, 'the failure')
    expect(find(provider, '[part~=input]')).to.equal(null)
    provider.newThread()
    await until(() => find(provider, '[part~=input]'), 'the input')
    expect(errors).to.have.length(1)
  })

  it('UX7 what could not be loaded is told of beside the page’s own content, and tried again', async () => {
    const lost = failingTag('en')
    const provider = document.createElement('chat-provider')
    Object.defineProperty(provider, 'locale', { get: () => lost.tag })
    provider.chat = page.chat()
    provider.append(document.createElement('chat-composer'), 'Ours')
    lost.fail()
    page.add(provider)
    const again = () => until(() => provider.shadowRoot?.querySelector<HTMLElement>('.failed button'), 'the button')
    const first = await again()
    expect(provider.shadowRoot?.querySelector('.failed')?.textContent).to.contain('could not be loaded')
    expect(provider.shadowRoot?.querySelector('slot')).not.to.equal(null)
    first.focus()
    lost.fail()
    await sendKeys({ press: 'Enter' })
    await until(() => !first.isConnected, 'the next try')
    const second = await again()
    expect(deepActiveElement() === second, 'the focus on the next button').to.equal(true)
    await sendKeys({ press: 'Enter' })
    const input = await until(() => find(provider, '[part~=input]'), 'the input')
    await until(() => deepActiveElement() === input, 'the focus in the field')
    expect(provider.shadowRoot?.querySelector('.failed')).to.equal(null)
  })

  it('EM2 tells that it is ready once, when there is a chat', async () => {
    const provider = document.createElement('chat-provider')
    const chats: unknown[] = []
    provider.addEventListener('chat-ready', () => chats.push(provider.chat))
    for (const name of ['server', 'project'] as const) provider.setAttribute(name, page.server.options[name])
    page.add(provider)
    await until(() => chats.length > 0, 'chat-ready')
    provider.prompts = ['Why?']
    await nextTask()
    expect(chats).to.have.length(1)
    expect(chats[0] === provider.chat && chats[0]).to.be.an('object')
  })

  it('EM11 a new conversation that is asked for before it is loaded takes the place of the attribute’s', async () => {
    const earlier = page.chat()
    const thread = earlier.thread()
    await thread.send('Why?').done
    for (const begin of ['newThread', 'thread'] as const) {
      const provider = document.createElement('chat-provider')
      provider.setAttribute('thread', thread.id ?? '')
      provider.chat = earlier
      page.add(provider)
      if (begin === 'newThread') provider.newThread()
      else provider.thread = null
      await until(() => provider.chat?.$connection.get().state === 'connected' && ready.has(provider), 'the chat')
      await nextTask()
      expect(provider.thread, begin).to.equal(null)
    }
  })

  it('EM11 the pieces alone tell what is wrong with the connection, and what went wrong besides', async () => {
    page.server.refuse({ code: 'project_disabled', only: '/v1/sessions' })
    const provider = provide()
    const reconnect = await until(() => find(provider, '[part~=reconnect]'), 'the strip')
    reconnect.click()
    const input = await until(() => find(provider, '[part~=input]'), 'the input')
    await until(() => find(provider, '[part~=connection]') === null, 'nothing wrong')

    const messages = provider.querySelector('chat-messages') ?? provider
    const tell = (surface: Surface | null): void => surface?.tell('It broke.')
    messages.dispatchEvent(new ContextEvent(surfaceContext, messages, tell))
    const told = await until(() => find(provider, '.connection[role=alert]'), 'what went wrong')
    expect(told.textContent?.trim()).to.equal('It broke.')
    find(told, 'button')?.click()
    await until(() => find(provider, '.connection') === null, 'its end')
    expect(deepActiveElement() === input, 'the focus').to.equal(true)
  })

  it('EM4 keys typed into a piece stay in it; those of the page around it do not', async () => {
    const heard: string[] = []
    const note = (event: KeyboardEvent): void => void heard.push(event.key)
    document.addEventListener('keydown', note, true)
    const provider = provide()
    const own = document.createElement('input')
    provider.append(own)
    const input = await until(() => find<HTMLTextAreaElement>(provider, '[part~=input]'), 'the input')
    input.focus()
    await sendKeys({ press: 'a' })
    own.focus()
    await sendKeys({ press: 'b' })
    document.removeEventListener('keydown', note, true)
    expect([input.value, own.value, heard.join()]).to.deep.equal(['a', 'b', 'b'])
  })

  it('EM4 keys stay in a piece also where a shadow tree of the page is around it, and the focus finds it there', async () => {
    const heard: string[] = []
    const note = (event: KeyboardEvent): void => void heard.push(event.key)
    document.addEventListener('keydown', note)
    const provider = provide()
    const own = document.createElement('div')
    const root = own.attachShadow({ mode: 'open' })
    root.append(...provider.children)
    provider.append(own)
    const input = await until(() => find<HTMLTextAreaElement>(provider, '[part~=input]'), 'the input')
    const messages = root.querySelector('chat-messages')
    messages?.dispatchEvent(new Event(focusLost, { bubbles: true, composed: true }))
    await until(() => deepActiveElement() === input, 'the focus')
    await sendKeys({ type: 'Why?' })
    await sendKeys({ press: 'Enter' })
    await until(() => find(provider, 'strong'), 'the answer')
    document.removeEventListener('keydown', note)
    expect([input.value, heard.join()]).to.deep.equal(['', ''])
  })

  it('EM11 the pieces take neither font, colour, language nor direction from the page', async () => {
    const provider = provide()
    provider.setAttribute('locale', 'ar')
    const around = provider.parentElement
    if (!around) throw new Error('no box')
    Object.assign(around, { dir: 'ltr', lang: 'en' })
    around.style.cssText += 'font: italic 30px/3 cursive; color: red; text-transform: uppercase; letter-spacing: 9px'
    const input = await until(() => find(provider, '[part~=input]'), 'the input')
    const list = await until(() => find(provider, '[part~=messages]'), 'the messages')
    for (const element of [input, list]) {
      const { fontStyle, fontFamily, color, textTransform, letterSpacing, direction } = getComputedStyle(element)
      expect([fontStyle, textTransform, letterSpacing, direction]).to.deep.equal(['normal', 'none', 'normal', 'rtl'])
      expect(fontFamily).not.to.contain('cursive')
      expect(color).not.to.equal('rgb(255, 0, 0)')
    }
    expect(provider.querySelector('chat-messages')?.lang).to.match(/^ar\b/)
  })

  it('EM7 two providers on one page are independent, and each leaves nothing', async () => {
    const [one, other] = [provide(), provide()]
    await until(() => find(one, '[part~=input]') && find(other, '[part~=input]'), 'both')
    expect(one.chat).not.to.equal(other.chat)
    one.remove()
    await nextTask()
    expect(one.shadowRoot?.childNodes).to.have.length(0)
    expect(find(other, '[part~=input]')?.isConnected).to.equal(true)
  })
})
