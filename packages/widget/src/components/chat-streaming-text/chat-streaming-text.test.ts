import { expect } from 'chai'
import { find, findAll, nextFrame, until } from '../../testing/chat-page.ts'
import { Conversation } from '../../testing/conversation.ts'
import type { ChatStreamingText } from './chat-streaming-text.ts'

const hostile = `<script>window.hit = 1</script>
<img src="https://evil.example/a.png" onerror="window.hit = 2">

[a](javascript:window.hit=3) [b](data:text/html,<script>window.hit=4</script>) [c](vbscript:x)

![track](https://evil.example/pixel.png)

<iframe src="https://evil.example"></iframe><svg onload="window.hit=5"></svg>

<https://evil.example/auto> <javascript:window.hit=6>

\`\`\`html
<img src=x onerror=window.hit=7>
\`\`\`
<style>* { display: none }</style><link rel=stylesheet href=https://evil.example/s.css><base href=https://evil.example>`

describe('<chat-streaming-text>', () => {
  let talk: Conversation
  afterEach(() => talk.close())

  it('SE6 runs nothing and asks for nothing, whatever an answer says', async () => {
    talk = await Conversation.begin({ answer: () => hostile })
    const asked: string[] = []
    const observer = new PerformanceObserver(list => asked.push(...list.getEntries().map(({ name }) => name)))
    observer.observe({ type: 'resource' })
    await talk.show()
    await talk.ask(hostile)
    await until(() => talk.page.server.answers.running.size > 0, 'the answer')
    while (talk.page.server.answers.running.size > 0) {
      talk.page.server.release(5)
      await nextFrame()
    }
    const prose = await until(() => find(talk.view, '.prose:not(.live)'), 'the text')
    await nextFrame()
    observer.takeRecords()
    observer.disconnect()
    expect(asked.filter(name => name.includes('evil'))).to.deep.equal([])
    expect('hit' in window).to.equal(false)
    for (const element of [prose, ...findAll(prose, '*')]) {
      expect(['SCRIPT', 'IFRAME', 'STYLE', 'LINK', 'BASE', 'IMG', 'OBJECT', 'FORM']).not.to.include(element.tagName)
      const handlers = element.getAttributeNames().filter(name => name.startsWith('on') || name === 'srcdoc')
      expect(handlers).to.deep.equal([])
    }
    for (const link of findAll<HTMLAnchorElement>(prose, 'a')) expect(link.protocol).to.equal('https:')
    expect(find(talk.view, '.bubble')?.childElementCount).to.equal(0)
  })

  it('UX3 draws what arrives within a frame once, and reads no layout for it', async () => {
    talk = await Conversation.begin({ answer: () => 'word '.repeat(400) })
    await talk.show()
    await talk.ask('Why?')
    await until(() => talk.page.server.answers.running.size > 0, 'the answer')
    talk.page.server.release(2)
    const text = await until(() => find<ChatStreamingText>(talk.view, 'chat-streaming-text'), 'the text')
    const prose = await until(() => find(text, '.prose'))
    await nextFrame()
    let records = 0
    const observer = new MutationObserver(() => records++)
    observer.observe(prose, { childList: true, characterData: true, subtree: true })
    for (let frame = 0; frame < 5; frame++) {
      for (let delta = 0; delta < 6; delta++) {
        talk.page.server.release(1)
        await Promise.resolve()
      }
      await nextFrame()
    }
    await nextFrame()
    observer.disconnect()
    expect(records).to.be.within(1, 6)
    expect(prose.textContent?.length).to.be.greaterThan(100)
  })

  it('UX3 shows the caret only while more is to come', async () => {
    talk = await Conversation.begin({ answer: () => 'One two three four.' })
    await talk.show()
    await talk.ask('Why?')
    await until(() => talk.page.server.answers.running.size > 0, 'the answer')
    talk.page.server.release(2)
    const prose = await until(() => find(talk.view, '.prose.live'), 'the text')
    const caret = () => getComputedStyle(prose.querySelector('p') ?? prose, '::after').content
    expect(caret()).to.equal('""')
    talk.page.server.release()
    await until(() => !prose.classList.contains('live'), 'the end')
    expect(caret()).to.equal('none')
  })

  it('UX3 copies a block of code and wraps its lines', async () => {
    const copied: string[] = []
    const { clipboard } = navigator
    const writeText = async (code: string) => void copied.push(code)
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText } })
    talk = await Conversation.begin()
    talk.answer('```ts\nconst a = 1\n```')
    await talk.show()
    ;(await talk.button('Copy code')).click()
    await talk.button('Copied')
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: clipboard })
    expect(copied).to.deep.equal(['const a = 1\n'])
    const wrap = await talk.button('Wrap long lines')
    wrap.click()
    expect(wrap.getAttribute('aria-pressed')).to.equal('true')
    expect(getComputedStyle(find(talk.view, '.code-block pre') ?? wrap).whiteSpace).to.equal('pre-wrap')
  })
})
