import { expect } from 'chai'
import { ChatView } from './components/chat-view/chat-view.ts'
import { defineElements } from './define.ts'

describe('defineElements', () => {
  const warn = console.warn
  const warnings: string[] = []
  before(() => {
    console.warn = (text: string) => warnings.push(text)
  })
  after(() => {
    console.warn = warn
  })

  it('EM1 takes the server to be where the script came from', () => {
    defineElements('https://chat.example.com/base/chat-view.js?v=1')
    expect(document.createElement('chat-view').server).to.equal('https://chat.example.com/base')
  })

  it('EM12 called again by the same copy, it does nothing', () => {
    defineElements()
    expect(customElements.get('chat-view')).to.equal(ChatView)
    expect(warnings).to.deep.equal([])
  })

  it('EM12 a second copy and a third leave the first one in place, and warn once', async () => {
    for (const copy of ['second', 'third']) {
      const again: { defineElements: () => void } = await import(`./define.ts?${copy}`)
      expect(again.defineElements).not.to.equal(defineElements)
      again.defineElements()
    }
    expect(customElements.get('chat-view')).to.equal(ChatView)
    expect(warnings).to.have.length(1)
    expect(warnings[0]).to.contain('more than once')
  })
})
