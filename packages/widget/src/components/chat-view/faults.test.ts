import { expect } from 'chai'
import { html } from 'lit'
import { ChatPage, find, until } from '../../testing/chat-page.ts'
import { ChatElement } from '../chat-element.ts'
import { defineElement } from '../define-element.ts'

let broken = true

class BrokenPart extends ChatElement {
  protected override render(): unknown {
    if (broken) throw new Error('a fault of the widget')
    return html`<p>well</p>`
  }
}

describe('the error boundary', () => {
  let page: ChatPage
  const thrown: unknown[] = []
  const note = (event: Event): void => void thrown.push(event)
  beforeEach(() => {
    page = new ChatPage()
    thrown.length = 0
    window.addEventListener('error', note)
    window.addEventListener('unhandledrejection', note)
  })
  afterEach(async () => {
    window.removeEventListener('error', note)
    window.removeEventListener('unhandledrejection', note)
    await page.close()
  })

  it('UX7 a part that cannot be drawn shows a fault with a way on, and the page hears one event', async () => {
    defineElement('chat-broken-part', BrokenPart)
    broken = true
    const errors: string[] = []
    const view = page.view({ layout: 'page' })
    view.addEventListener('chat-error', event => errors.push(event.code))
    const header = await until(() => find(view, 'chat-thread-header'), 'the header')
    header.shadowRoot?.append(document.createElement('chat-broken-part'))
    const face = await until(() => find(view, '[part~=error]'), 'the fault')
    expect(face.textContent).to.contain('The chat stopped working')
    expect(find(view, 'chat-thread-header')).to.equal(null)
    expect(errors).to.deep.equal(['render'])
    expect(thrown).to.deep.equal([])
    broken = false
    face.querySelector<HTMLElement>('.do.main')?.click()
    await until(() => find(view, '[part~=input]'), 'the chat again')
    expect(find(view, '[part~=error]')).to.equal(null)
  })

  it('UX7 settings that make no chat show a fault instead of nothing, and can be tried again', async () => {
    const errors: string[] = []
    const view = document.createElement('chat-view')
    view.addEventListener('chat-error', event => errors.push(event.code))
    const chat = page.chat()
    view.chat = {
      ...chat,
      connect: () => {
        throw new Error('nothing works')
      },
    }
    page.add(view)
    const face = await until(() => view.shadowRoot?.querySelector('[role=alert]'), 'the fault')
    expect(face.textContent).to.contain('could not be loaded')
    expect(errors).to.have.length.greaterThan(0)
    expect(thrown).to.deep.equal([])
    view.chat = page.chat()
    face.querySelector('button')?.click()
    await until(() => find(view, '[part~=input]'), 'the chat')
    expect(view.shadowRoot?.querySelector('.failed')).to.equal(null)
  })

  it('UX7 a server that refuses shows why, and a way to try again', async () => {
    page.server.refuse({ code: 'project_disabled', only: '/v1/sessions' })
    const errors: string[] = []
    const view = document.createElement('chat-view')
    view.addEventListener('chat-error', event => errors.push(event.code))
    view.setAttribute('locale', 'en')
    view.chat = page.chat()
    page.add(view)
    const strip = await until(() => find(view, '[part~=connection]'), 'the strip')
    await until(() => strip.textContent?.includes('switched off'), 'the reason')
    expect(errors).to.contain('project_disabled')
    find(view, '[part~=reconnect]')?.click()
    await until(() => find(view, '[part~=connection]') === null, 'the end of it')
    expect(thrown).to.deep.equal([])
  })
})
