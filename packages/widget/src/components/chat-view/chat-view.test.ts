import { sendKeys } from '@web/test-runner-commands'
import { expect } from 'chai'
import { deepActiveElement } from '../../controllers/focusable-elements.ts'
import { ChatPage, find, findAll, nextTask, until } from '../../testing/chat-page.ts'
import type { ChatView } from './chat-view.ts'

const type = async (view: ChatView, text: string): Promise<void> => {
  const input = await until(() => find<HTMLTextAreaElement>(view, '[part~=input]'), 'the input')
  input.focus()
  await sendKeys({ type: text })
  await sendKeys({ press: 'Enter' })
}

const answer = (view: ChatView): Promise<HTMLElement> => until(() => find(view, 'strong'), 'the answer')

describe('<chat-view>', () => {
  let page: ChatPage
  beforeEach(() => {
    page = new ChatPage({ answer: () => 'Warm rooms, **smaller** bills.' })
  })
  afterEach(() => page.close())

  it('EM1 gives a working chat: a question is asked and answered', async () => {
    const view = page.view({ layout: 'page' })
    await type(view, 'Why?')
    expect((await answer(view)).textContent).to.equal('smaller')
    expect(deepActiveElement() === find(view, '[part~=input]'), 'the focus').to.equal(true)
  })

  it('EM2 takes over what was set before it was registered', async () => {
    const early = document.createElement('chat-view')
    const prompts = ['What is new?']
    // What a page that runs before the bundle leaves behind: own properties in front of the accessors.
    for (const [name, value] of Object.entries({ prompts, layout: 'page', chat: page.chat() }))
      Object.defineProperty(early, name, { value, configurable: true, enumerable: true, writable: true })
    page.add(early)
    expect(early.getAttribute('layout')).to.equal('page')
    expect((await until(() => find(early, '[part~=prompt]'), 'the prompt')).textContent).to.contain('What is new?')
  })

  it('EM2 tells once of a value that it does not know, and goes on with the default', async () => {
    const errors: string[] = []
    const view = document.createElement('chat-view')
    view.addEventListener('chat-error', event => errors.push(event.code))
    view.setAttribute('theme', 'sepia')
    view.setAttribute('layout', 'sideways')
    view.chat = page.chat()
    page.add(view)
    view.setAttribute('locale', 'de')
    await until(() => find(view, '[part~=panel]'), 'the panel')
    expect(view.layout).to.equal('inline')
    expect(view.theme).to.equal('auto')
    expect(errors).to.deep.equal(['invalid_attribute', 'invalid_attribute'])
  })

  it('EM2 tells of its life by events that reach the page', async () => {
    const events: string[] = []
    const names = ['chat-ready', 'chat-thread-change', 'chat-message'] as const
    const note = (event: Event) => events.push(event.type)
    for (const name of names) document.addEventListener(name, note)
    const view = page.view({ layout: 'page' })
    const sent = await view.send('Why?')
    await sent.done
    await until(() => events.filter(name => name === 'chat-message').length === 2, 'both messages')
    await until(() => events.includes('chat-ready'), 'chat-ready')
    for (const name of names) document.removeEventListener(name, note)
    expect(events.filter(name => name === 'chat-ready')).to.have.length(1)
    expect(events.filter(name => name === 'chat-thread-change')).to.have.length(2)
    expect(view.thread).to.be.a('string')
  })

  it('EM2 shows the thread that it is told to, and a new one', async () => {
    const chat = page.chat()
    const earlier = chat.thread()
    await earlier.send('Why?').done
    const view = page.view({ layout: 'page', thread: earlier.id ?? '' }, chat)
    await answer(view)
    await view.newThread()
    expect(view.thread).to.equal(null)
    await until(() => find(view, 'strong') === null, 'the empty thread')
    view.thread = earlier.id
    await answer(view)
    expect(view.thread).to.equal(earlier.id)
  })

  it('EM7 instances on one page are independent', async () => {
    const one = page.view({ layout: 'inline' })
    const other = page.view({ layout: 'inline' })
    await (await one.send('Why?')).done
    await answer(one)
    expect(one.thread).to.be.a('string')
    expect(other.thread).to.equal(null)
    expect(findAll(other, 'chat-message')).to.have.length(0)
    expect(one.chat).not.to.equal(other.chat)
  })

  it('EM2 a shared chat is used, and goes on when the element is gone', async () => {
    const chat = page.chat()
    const view = page.view({ layout: 'page' }, chat)
    await type(view, 'Why?')
    await answer(view)
    view.remove()
    await nextTask()
    expect(chat.$connection.get().state).to.equal('connected')
    expect(await (await chat.thread().send('And now?')).done).to.have.property('role', 'assistant')
  })

  it('EM2 keeps its thread and its text when it is moved in the document', async () => {
    const view = page.view({ layout: 'page' })
    await type(view, 'Why?')
    await answer(view)
    const panel = find(view, 'chat-panel')
    const thread = view.thread
    page.add(view)
    await nextTask()
    expect(find(view, 'chat-panel')).to.equal(panel)
    expect(view.thread).to.equal(thread)
    await type(view, 'And now?')
    await until(() => findAll(view, 'chat-message').length >= 4, 'the second answer')
  })

  it('EM7 leaves nothing when it is removed, and starts anew when it comes back', async () => {
    const added: string[] = []
    const count = (target: EventTarget, name: string) => {
      const { addEventListener, removeEventListener } = target
      target.addEventListener = (type: string, ...rest: unknown[]) => {
        added.push(type)
        const [listener, options] = rest as [EventListener, AddEventListenerOptions | undefined]
        options?.signal?.addEventListener('abort', () => added.splice(added.indexOf(type), 1))
        addEventListener.call(target, type, listener, options)
      }
      target.removeEventListener = (type: string, ...rest: unknown[]) => {
        if (added.includes(type)) added.splice(added.indexOf(type), 1)
        removeEventListener.call(target, type, ...(rest as [EventListener]))
      }
      return () => {
        Reflect.deleteProperty(target, 'addEventListener')
        Reflect.deleteProperty(target, 'removeEventListener')
        expect(added, `listeners left on ${name}`).to.deep.equal([])
      }
    }
    const restores = [count(window, 'window'), count(document, 'document')]
    const chat = page.chat()
    const view = page.view({ layout: 'page', route: '/somewhere/{thread?}' }, chat)
    await until(() => find(view, '[part~=input]'), 'the input')
    const { connections, frames } = page.server
    await until(() => frames.find(frame => frame.type === 'subscribe'), 'what is followed')
    view.remove()
    await nextTask()
    expect(view.shadowRoot?.childNodes).to.have.length(0)
    await chat.close()
    for (const restore of restores) restore()
    expect(connections.size).to.equal(0)
    view.chat = page.chat()
    page.add(view)
    await until(() => find(view, '[part~=input]'), 'the input again')
    history.replaceState(null, '', '/')
  })
})
