import { sendKeys } from '@web/test-runner-commands'
import { expect } from 'chai'
import { ChatPage, find, until } from '../../testing/chat-page.ts'
import type { ChatView } from './chat-view.ts'

describe('an element in a document other than that of its script', () => {
  let page: ChatPage
  let frame: HTMLIFrameElement
  let faults: string[]
  const fault = ({ message }: ErrorEvent): void => void faults.push(message)
  beforeEach(() => {
    page = new ChatPage({ answer: () => 'Warm rooms, **smaller** bills.' })
    frame = page.add(document.createElement('iframe'))
    frame.style.cssText = 'inline-size: 900px; block-size: 500px'
    faults = []
    window.addEventListener('error', fault)
  })
  afterEach(async () => {
    window.removeEventListener('error', fault)
    await page.close()
  })

  const inside = (): Document => {
    const { contentDocument } = frame
    if (!contentDocument) throw new Error('There is no frame')
    return contentDocument
  }

  const converse = async (view: ChatView | HTMLElementTagNameMap['chat-provider']): Promise<void> => {
    const input = await until(() => find<HTMLTextAreaElement>(view, '[part~=input]'), 'the input')
    frame.focus()
    input.focus()
    await sendKeys({ type: 'Why?' })
    await sendKeys({ press: 'Enter' })
    await until(() => find(view, 'strong')?.textContent === 'smaller', 'the answer')
  }

  const isDressed = (view: HTMLElement): void => {
    const style = getComputedStyle(find(view, '[part~=input]') ?? view)
    expect([style.resize, style.borderTopWidth]).to.deep.equal(['none', '0px'])
  }

  it('EM2 is drawn with its own looks, and answers, in a frame of the page’s own', async () => {
    const view = document.createElement('chat-view')
    view.setAttribute('locale', 'en')
    view.chat = page.chat()
    inside().body.append(view)
    await converse(view)
    isDressed(view)
    expect(getComputedStyle(view).display).to.equal('block')
    expect(faults).to.deep.equal([])
    view.remove()
  })

  it('EM2 goes on where it is moved to while it lives, and where it is moved back', async () => {
    const view = page.view()
    await until(() => find(view, '[part~=input]'), 'the input')
    const home = view.parentElement
    inside().body.append(view)
    await converse(view)
    isDressed(view)
    home?.append(view)
    await converse(view)
    isDressed(view)
    expect(faults).to.deep.equal([])
  })

  it('EM4 keeps what is typed there from the page in the frame', async () => {
    const heard: string[] = []
    inside().addEventListener('keydown', ({ key }) => heard.push(key), true)
    const view = page.view()
    inside().body.append(view)
    await converse(view)
    expect(heard).to.deep.equal([])
    view.remove()
  })

  it('UX3 draws with the plug-ins of the page there, in their looks, also where it is moved to', async () => {
    await page.close()
    page = new ChatPage({ answer: () => '**smaller**\n\n```dot\na\n```' })
    page.add(frame)
    const sheet = new CSSStyleSheet()
    sheet.replaceSync('.drawn { outline: 3px solid red }')
    const draw = ({ text }: { text: string }): Node => new Text(`drawn ${text.trim()}`)
    const view = document.createElement('chat-view')
    view.setAttribute('locale', 'en')
    view.markdownPlugins = [{ languages: ['dot'], sheet, draw }]
    view.chat = page.chat()
    const drawn = () => until(() => find(view, 'pre.drawn'), 'the drawing')
    inside().body.append(view)
    await converse(view)
    expect(getComputedStyle(await drawn()).outlineWidth).to.equal('3px')
    page.add(view)
    expect(getComputedStyle(await drawn()).outlineWidth).to.equal('3px')
    inside().body.append(view)
    expect(getComputedStyle(await drawn()).outlineWidth).to.equal('3px')
    expect(faults).to.deep.equal([])
    view.remove()
  })

  it('EM11 pieces that a page lays out in a frame are drawn there with their own looks', async () => {
    const provider = document.createElement('chat-provider')
    provider.setAttribute('locale', 'en')
    provider.chat = page.chat()
    provider.append(...['chat-messages', 'chat-composer'].map(name => document.createElement(name)))
    page.add(provider)
    await until(() => find(provider, '[part~=input]'), 'the input')
    inside().body.append(provider)
    await converse(provider)
    isDressed(provider)
    expect(faults).to.deep.equal([])
    provider.remove()
  })
})
