import { expect } from 'chai'
import { deepActiveElement } from '../../controllers/focusable-elements.ts'
import { find, findAll, nextTask, until } from '../../testing/chat-page.ts'
import { Conversation } from '../../testing/conversation.ts'
import { longText } from '../../testing/long-talk.ts'
import { pressKeys, untilKeysWork } from '../../testing/press-keys.ts'
import type { ChatThreadHeader } from '../chat-thread-header/chat-thread-header.ts'
import { PaperFrame } from './paper-frame.ts'

describe('printing a conversation', () => {
  let talk: Conversation
  /** What came to the printer. */
  let printed: HTMLElement[] = []
  const { print } = PaperFrame.prototype
  beforeEach(async () => {
    printed = []
    PaperFrame.prototype.print = async function (this: PaperFrame) {
      printed.push(this.document.body.cloneNode(true) as HTMLElement)
      expect(find(talk.view, 'dialog[open]'), 'the screen is the printer’s').to.equal(null)
    }
    talk = await Conversation.begin({ pageSize: 50 })
  })
  afterEach(async () => {
    PaperFrame.prototype.print = print
    await talk.close()
    localStorage.clear()
  })

  const begin = async (attributes: Record<string, string> = {}) => {
    await talk.show(attributes)
    const header = await until(() => find<ChatThreadHeader>(talk.view, 'chat-thread-header'), 'the header')
    const item = await until(() => header.threadItems().find(({ label }) => label === 'Print'), 'the item')
    return { header, choose: () => item.choose() }
  }
  const paper = async (): Promise<HTMLElement> => {
    const page = await until(() => printed[0], 'the paper')
    await until(() => findAll(talk.view, 'iframe, chat-printing').length === 0, 'nothing left')
    return page
  }
  const textsOf = (page: Element, selector: string) =>
    Array.from(page.querySelectorAll(selector), ({ textContent }) => textContent ?? '')

  it('UX4 all of a long conversation is on paper, though the list has loaded its end only', async () => {
    const many = 620
    talk.fill(many, longText)
    const { choose } = await begin()
    expect(talk.keys.length).to.be.lessThan(many)
    choose()
    const page = await paper()
    expect(textsOf(page, 'h1')).to.deep.equal(['Night tariff savings'])
    const turns = Array.from(page.querySelectorAll('article'), turn => /[qa](\d+)z/.exec(turn.textContent)?.[1])
    expect(turns).to.deep.equal(Array.from({ length: many }, (_, at) => String(at)))
    expect(textsOf(page, 'b').slice(0, 2)).to.deep.equal(['You', 'Assistant'])
    // The list is as it was.
    expect(talk.keys.length).to.be.lessThan(many)
  })

  it('UX4 paper shows who said what, answers as markdown, sources and tools, and nothing that is gone', async () => {
    talk.mine('**Is** it <b>worth</b> it?\nReally?')
    talk.theirs('I doubt it.')
    talk.answer('', {
      parts: [
        { kind: 'reasoning', text: 'Hidden thought.' },
        { kind: 'tool', call: '1', name: 'look_up', title: 'Looks it up', state: 'done', arguments: '{}', result: '1' },
        { kind: 'text', text: '| a | b |\n|---|---|\n| 1 | 2 |\n\n**Yes** [1] <script>print()</script>' },
        { kind: 'citation', number: 1, title: 'Tariffs', url: 'https://example.com/t', quote: null },
      ],
    })
    talk.mine('Forget this.', { deletedAt: 1 })
    talk.mine('An older question', { supersededBy: '00000000-0000-7000-9000-0000000000ff' })
    const { choose } = await begin()
    choose()
    const page = await paper()
    expect(textsOf(page, 'b')).to.deep.equal(['You', 'Jon Pell', 'Assistant'])
    expect(textsOf(page, '.said')).to.deep.equal(['**Is** it <b>worth</b> it?\nReally?', 'I doubt it.'])
    expect(textsOf(page, 'td')).to.deep.equal(['1', '2'])
    expect(textsOf(page, 'strong')).to.deep.equal(['Yes'])
    expect(textsOf(page, '.sources li')).to.deep.equal(['[1] Tariffs · https://example.com/t'])
    expect(page.textContent).to.contain('Looks it up').and.to.contain('<script>print()</script>')
    expect(page.textContent).not.to.match(/Hidden|Forget|older question/)
    expect(page.querySelector('script')).to.equal(null)
  })

  it('UX4 an answer that still comes is printed as far as it is shown', async () => {
    talk.mine('Is it worth it?')
    const { choose } = await begin()
    await talk.ask('Why?')
    await talk.button('Stop')
    talk.page.server.release(3)
    const shown = () =>
      findAll(talk.view, 'chat-streaming-text').at(-1)?.shadowRoot?.querySelector('.prose')?.textContent
    await until(() => shown(), 'some text')
    choose()
    const page = await paper()
    expect(textsOf(page, 'article').at(-1)).to.contain(shown())
  })

  it('UX4 what a plug-in takes its time to draw is on the paper', async () => {
    talk.mine('Draw')
    talk.answer('```dot\na -> b\n```\n')
    let finish: (node: Node) => void = () => {}
    const draw = () =>
      new Promise<Node>(resolve => {
        finish = resolve
      })
    const { choose } = await begin()
    Object.assign(talk.view, { markdownPlugins: [{ languages: ['dot'], draw }] })
    choose()
    await until(() => find(talk.view, 'iframe')?.isConnected, 'the frame')
    for (let turn = 0; turn < 20; turn++) await nextTask()
    expect(printed).to.have.length(0)
    const drawing = document.createElement('p')
    drawing.textContent = 'a drawn graph'
    finish(drawing)
    expect((await paper()).textContent).to.contain('a drawn graph')
  })

  it('UX4 it can be given up while it is prepared, and the focus goes back', async () => {
    talk.fill(450, longText)
    talk.answer('```dot\na -> b\n```\n')
    const { choose } = await begin()
    const never = () => new Promise<Node>(() => {})
    Object.assign(talk.view, { markdownPlugins: [{ languages: ['dot'], draw: never }] })
    const field = await until(() => find<HTMLTextAreaElement>(talk.view, '[part~=input]'), 'the input')
    field.focus()
    choose()
    const dialog = await until(() => find<HTMLDialogElement>(talk.view, 'dialog[open]'), 'the dialog')
    expect(dialog.querySelector('h3')?.textContent).to.equal('Preparing to print')
    await until(() => dialog.querySelector('p')?.textContent === 'Messages read: 451', 'how far it is')
    ;(await talk.button('Cancel')).click()
    await until(() => findAll(talk.view, 'iframe, chat-printing').length === 0, 'nothing left')
    for (let turn = 0; turn < 20; turn++) await nextTask()
    expect(printed).to.have.length(0)
    expect(deepActiveElement()).to.equal(field)
    expect(find(talk.view, '[part~=header] ~ [role=alert]')).to.equal(null)
  })

  it('UX4 a conversation that cannot be read says so, and prints nothing', async () => {
    talk.fill(10, longText)
    const { choose, header } = await begin()
    talk.page.server.refuse({ code: 'store_unavailable', times: 20, only: '/v1/threads' })
    choose()
    await until(() => findAll(header.shadowRoot ?? header, '[role=alert]').length > 0, 'what went wrong')
    expect(printed).to.have.length(0)
    expect(findAll(talk.view, 'iframe, chat-printing')).to.have.length(0)
  })

  it('UX4 the browser’s own key for printing prints the conversation while the focus is in it', async () => {
    talk.fill(3, longText)
    await begin()
    const field = await until(() => find<HTMLTextAreaElement>(talk.view, '[part~=input]'), 'the input')
    await untilKeysWork(field)
    await pressKeys('Mod+p')
    await paper()
    field.blur()
    const init = { key: 'p', ctrlKey: true, bubbles: true, composed: true, cancelable: true }
    expect(document.body.dispatchEvent(new KeyboardEvent('keydown', init)), 'the page’s own').to.equal(true)
  })
})
