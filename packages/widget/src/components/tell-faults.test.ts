import { expect } from 'chai'
import { ChatPage, nextTask, until } from '../testing/chat-page.ts'
import type { InstanceElement, InstanceLife } from './instance-element.ts'

describe('what is wrong with attributes', () => {
  let page: ChatPage
  let problems: string[]
  beforeEach(() => {
    page = new ChatPage()
    problems = []
  })
  afterEach(() => page.close())

  const names = ['chat-view', 'chat-provider'] as const
  const show = (name: (typeof names)[number], attributes: Readonly<Record<string, string>>, shared = true) => {
    const element: InstanceElement<InstanceLife> = document.createElement(name)
    element.addEventListener('chat-error', ({ code, error }) => {
      if (code === 'invalid_attribute') problems.push(String(error))
    })
    for (const [name, value] of Object.entries({ locale: 'en', ...attributes })) element.setAttribute(name, value)
    element.append(document.createElement('chat-composer'))
    if (shared) element.chat = page.chat()
    return page.add(element)
  }
  const told = async (what: string): Promise<void> => {
    await until(() => problems.length > 0, what)
    expect(problems).to.have.length(1)
    expect(problems.pop()).to.contain(what)
  }

  it('EM2 each element tells once of a theme that there is not', async () => {
    for (const name of names) {
      const element = show(name, { theme: 'sepia' })
      await told(`<${name} theme="sepia">: use one of auto, light, dark`)
      element.strings = null
      await nextTask()
      element.theme = 'dark'
      await nextTask()
      expect(problems).to.deep.equal([])
      element.setAttribute('theme', 'mauve')
      await told('mauve')
    }
  })

  it('EM2 each element tells of a server that is no address, and asks where its script came from', async () => {
    const servers = [
      'ftp://x',
      'http://',
      'foo bar',
      'chat.example.com',
      'http://h/?a#b',
      'https:',
      'javascript:alert(1)',
    ]
    for (const name of names) {
      for (const server of servers) {
        const element = show(name, { server })
        await told(`<${name} server="${server}">`)
        element.remove()
      }
      const { fetch } = window
      const asked: string[] = []
      window.fetch = async address => {
        asked.push(String(address))
        throw new TypeError('Failed to fetch')
      }
      try {
        show(name, { server: 'ftp://x', project: 'pk_x' }, false)
        await until(() => asked.length > 0, 'the question')
        expect(asked.join()).not.to.contain('ftp:')
      } finally {
        window.fetch = fetch
      }
      problems = []
    }
  })

  it('EM2 addresses that a browser can fetch are none of them', async () => {
    for (const server of ['https://chat.example.com', 'HTTP://h:8080/chat/', '//h', '/chat', './chat', '../'])
      show('chat-view', { server })
    for (let turn = 0; turn < 5; turn++) await nextTask()
    expect(problems).to.deep.equal([])
  })

  it('EM2 each element tells that it has neither a project nor a chat, once it needs one', async () => {
    for (const name of names) {
      show(name, {}, false)
      await told(`<${name}>: no project`)
    }
    const view = show('chat-view', { layout: 'popup' }, false)
    for (let turn = 0; turn < 5; turn++) await nextTask()
    expect(problems).to.deep.equal([])
    view.setAttribute('open', '')
    await told('<chat-view>: no project')
  })
})
