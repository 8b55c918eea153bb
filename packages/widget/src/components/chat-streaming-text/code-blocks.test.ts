import { expect } from 'chai'
import { findAll, until } from '../../testing/chat-page.ts'
import { Conversation } from '../../testing/conversation.ts'
import { ChatStreamingText } from './chat-streaming-text.ts'

const code = "const a = 'b' // c\n".repeat(200)
const answer = `\`\`\`ts\n${code}\`\`\`\n\nAfter it.`

describe('the colours of a code block', () => {
  let talk: Conversation
  afterEach(() => talk.close())

  const texts = (): ChatStreamingText[] => findAll(talk.view, '*').filter(node => node instanceof ChatStreamingText)
  const spans = (): Element[] =>
    texts().flatMap(text => [...(text.shadowRoot?.querySelectorAll('code span:not(.run)') ?? [])])
  const block = (): HTMLElement | null | undefined => texts()[0]?.shadowRoot?.querySelector('code')

  it('UX3 come when it closes and not before, and change no character', async () => {
    talk = await Conversation.begin({ answer: () => answer })
    await talk.show()
    await talk.ask('Why?')
    await until(() => talk.page.server.answers.running.size > 0, 'the answer')
    const open = (): boolean => !block()?.textContent?.endsWith(code)
    for (let turn = 0; turn < 40; turn++) {
      talk.page.server.release(2)
      await new Promise(resolve => requestIdleCallback(resolve))
      if (open()) expect(spans()).to.have.length(0)
    }
    talk.page.server.release()
    await until(() => spans().length === 600, 'all colours')
    expect(block()?.textContent).to.equal(code)
    expect(block()?.childElementCount).to.equal(3)
    expect([...new Set(spans().map(({ className }) => className))].sort()).to.deep.equal(['c', 'k', 't'])
    const colours = new Set(spans().map(span => getComputedStyle(span).color))
    expect(colours.size).to.equal(3)
    const pre = block()?.parentElement
    const height = pre?.clientHeight
    block()?.replaceChildren(code)
    expect(pre?.clientHeight).to.equal(height)
  })

  it('UX3 are dropped with the text, and go on when its element is back', async () => {
    talk = await Conversation.begin()
    talk.answer(answer)
    await talk.show()
    const text = await until(() => texts()[0], 'the text')
    const parent = text.parentElement
    await until(() => block()?.textContent === code, 'the code')
    text.remove()
    const before = text.shadowRoot?.querySelectorAll('.k').length ?? 0
    for (let turn = 0; turn < 5; turn++) await new Promise(resolve => requestIdleCallback(resolve))
    const after = text.shadowRoot?.querySelectorAll('.k').length ?? 0
    // The slice that was at work when the element went may have been written.
    expect(after - before).to.be.at.most(100)
    expect(after).to.be.lessThan(200)
    parent?.append(text)
    await until(() => spans().length === 600, 'all colours')
    expect(block()?.textContent).to.equal(code)
  })

  it('UX3 leave code of an unknown language plain', async () => {
    talk = await Conversation.begin()
    talk.answer('```nonsense\nconst a = 1\n```\n\n```\nconst b = 1\n```\n\n```js\nconst c = 1\n```')
    await talk.show()
    await until(() => spans().length > 0, 'the colours of the last')
    expect(spans().map(span => span.textContent)).to.deep.equal(['const', '1'])
  })
})
