import { expect } from 'chai'
import { ChatPage, until } from '../testing/chat-page.ts'
import { definePiece } from './define-pieces.ts'

describe('names that the page has taken', () => {
  it('EM4 a page’s own element under a name of the conversation is a fault that is told, not a blank chat', async () => {
    customElements.define('chat-message', class extends HTMLElement {})
    const page = new ChatPage()
    const view = page.view()
    const errors: string[] = []
    view.addEventListener('chat-error', ({ error }) => errors.push(String(error)))
    await until(() => view.shadowRoot?.querySelector('.failed'), 'the fault')
    expect(errors.join()).to.contain('chat-message')
    await page.close()
  })

  it('EM4 a name of something that a chat can do without is warned of once', () => {
    customElements.define('chat-people', class extends HTMLElement {})
    const { warn } = console
    const warnings: string[] = []
    console.warn = (text: string) => warnings.push(text)
    for (let turn = 0; turn < 2; turn++) definePiece('chat-people', class extends HTMLElement {})
    console.warn = warn
    expect(warnings).to.deep.equal(['chat-view: The page has an element of its own named chat-people'])
  })
})
