import { expect } from 'chai'
import { ChatPage } from '../testing/chat-page.ts'
import { elementMembers } from '../types/element-members.ts'

describe('elements of an instance', () => {
  let page: ChatPage
  beforeEach(() => {
    page = new ChatPage()
  })
  afterEach(() => page.close())

  it('EM2 what frameworks give for "not set" takes an attribute away', () => {
    const view = page.view({ server: 'https://a.example', project: 'pk_a', layout: 'page', theme: 'dark', thread: 't' })
    view.open = view.readonly = true
    const names = ['server', 'project', 'layout', 'theme', 'locale', 'thread', 'open', 'readonly', 'route']
    for (const nothing of [undefined, null]) {
      for (const name of names) Reflect.set(view, name, nothing)
      expect(view.getAttributeNames()).to.deep.equal([])
    }
    expect([view.open, view.readonly, view.layout, view.thread]).to.deep.equal([false, false, 'inline', null])
  })

  it('EM2 frameworks find each property on the element before it is set', () => {
    for (const name of ['chat-view', 'chat-provider'] as const) {
      const { attributes, properties } = elementMembers[name]
      const element = document.createElement(name)
      for (const property of [...attributes.filter(name => name !== 'announce'), ...properties])
        expect(property in element, `${name}.${property}`).to.equal(true)
    }
  })
})
