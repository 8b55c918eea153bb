import { expect } from 'chai'
import { noteSent } from '../../controllers/typing-pace.ts'
import { renderMarkdown } from '../../markdown/index.ts'
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

/** Texts that ask for much at once. */
const hostileTexts: Readonly<Record<string, string>> = {
  'nested quotes': `${'> '.repeat(10_000)}end`,
  'nested lists': `${'- '.repeat(10_000)}end`,
  brackets: '['.repeat(30_000),
  stars: '*a **'.repeat(6_000),
  angles: '<'.repeat(30_000),
  'a word': 'a'.repeat(100_000),
  'a line': 'word and word '.repeat(8_000),
  code: `\`\`\`\n${'let x\n'.repeat(15_000)}${'x'.repeat(50_000)}\n\`\`\``,
  'a table': `|a|b|\n|-|-|\n${'|1|2|\n'.repeat(4_000)}`,
  headings: '# a\n'.repeat(5_000),
  'marks on marks': `z\u0300\u0301\u0302\u0303${'\u0336'.repeat(30_000)}`,
  'null bytes': 'a\0b '.repeat(8_000),
}

/** Without the captions of code blocks: their names and buttons come once the block is closed, at no certain frame. */
const withoutCaptions = (text: ParentNode & Node): ParentNode & Node => {
  if (!text.querySelector('figcaption')) return text
  const copy = text.cloneNode(true) as ParentNode & Node
  for (const caption of copy.querySelectorAll('figcaption')) caption.remove()
  return copy
}

describe('<chat-streaming-text>', () => {
  let talk: Conversation
  afterEach(() => talk.close())

  it('UX3 what comes is shown while its reader writes on and on', async () => {
    talk = await Conversation.begin({ answer: () => 'word '.repeat(400) })
    await talk.show()
    await talk.ask('Go on')
    await until(() => talk.page.server.answers.running.size > 0, 'the answer')
    talk.page.server.release(2)
    const text = await until(() => find<ChatStreamingText>(talk.view, 'chat-streaming-text'), 'the text')
    const field = await until(() => find(talk.view, 'textarea'), 'the field')
    const writing = setInterval(() => field.dispatchEvent(new InputEvent('input', { bubbles: true })), 20)
    try {
      for (let round = 0; round < 3; round++) {
        talk.page.server.release(20)
        await nextFrame()
        await until(() => find(text, '.prose')?.textContent?.trim() === text.text.trim(), 'all that came')
      }
    } finally {
      clearInterval(writing)
      noteSent()
    }
    expect(text.live).to.equal(true)
  })

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

  for (const [name, text] of Object.entries(hostileTexts))
    it(`SE6 draws ${name} in bounded steps, a frame each`, async () => {
      talk = await Conversation.begin()
      talk.answer('Short.')
      await talk.show()
      const element = await until(() => find<ChatStreamingText>(talk.view, 'chat-streaming-text'), 'the text')
      const prose = await until(() => find(element, '.prose'))
      const whole = withoutCaptions(renderMarkdown(text))
      const drawn = () => withoutCaptions(prose)
      const steps = [0]
      element.text = text
      // Nothing waits for the clock: a frame draws a step, until there is no more to draw.
      while (drawn().textContent !== whole.textContent) {
        await nextFrame()
        steps.push(drawn().textContent?.length ?? 0)
        expect(steps.length, 'frames').to.be.lessThan(text.length / 500 + 50)
      }
      const largest = Math.max(...steps.slice(1).map((length, at) => length - (steps[at] ?? 0)))
      // Several, where one was drawn at once, or waited for what decides what it is.
      expect(largest).to.be.at.most(3 * 8_000)
      expect(drawn().querySelectorAll('*').length).to.equal(whole.querySelectorAll('*').length)
    })

  it('UX3 never gets wider than its box, whatever is long in it', async () => {
    const long = 'a'.repeat(3_000)
    const parts = [long, `\`${long}\``, `\`\`\`\n${long}\n\`\`\``, `| ${long} | b |\n|-|-|\n| c | ${long} |`]
    const more = [
      `> ${long}`,
      `- ${long}`,
      `https://example.com/${long.slice(0, 1_500)}`,
      `![${long}](https://b.example/c)`,
      `## ${long}`,
    ]
    talk = await Conversation.begin()
    talk.answer([...parts, ...more, `<div ${long}>`].join('\n\n'))
    await talk.show()
    const element = await until(() => find<ChatStreamingText>(talk.view, 'chat-streaming-text'), 'the text')
    await until(() => find(element, '.raw'), 'the end')
    const { right } = element.getBoundingClientRect()
    const scrolls = (node: Element): boolean => node.closest('pre, .wide') !== null
    for (const node of findAll(element, '.prose *'))
      if (!scrolls(node))
        expect(node.getBoundingClientRect().right, node.outerHTML.slice(0, 40)).to.be.at.most(right + 1)
    expect(element.scrollWidth).to.be.at.most(element.clientWidth)
  })

  it('SE6 loads images at once only from hosts that the page allows', async () => {
    const src = new URL('/nothing.png', location.href)
    talk = await Conversation.begin({ answer: () => `![one](${src}) ![two](https://c.example/d.png)` })
    await talk.show()
    talk.view.setAttribute('image-hosts', `b.example ${src.host}`)
    await talk.ask('Why?')
    await until(() => talk.page.server.answers.running.size > 0, 'the answer')
    talk.page.server.release()
    const image = await until(() => find<HTMLImageElement>(talk.view, '.prose img'), 'the image')
    expect(image.alt).to.equal('one')
    expect(findAll(talk.view, '.prose img')).to.have.length(1)
    expect(find(talk.view, '.image > button')?.textContent).to.equal('two c.example')
  })

  it('UX3 draws with the plug-ins of the page', async () => {
    talk = await Conversation.begin({ answer: () => '```dot\na\n```\n\n```js\nb\n```' })
    await talk.show()
    const sheet = new CSSStyleSheet()
    const draw = ({ text }: { text: string }): Node => new Text(`drawn ${text.trim()}`)
    talk.view.markdownPlugins = [{ languages: ['dot'], sheet, draw }]
    await talk.ask('Why?')
    await until(() => talk.page.server.answers.running.size > 0, 'the answer')
    talk.page.server.release()
    await until(() => find(talk.view, 'pre.drawn')?.textContent === 'drawn a', 'the drawing')
    const element = find<ChatStreamingText>(talk.view, 'chat-streaming-text')
    expect(element?.shadowRoot?.adoptedStyleSheets).to.include(sheet)
    expect(findAll(talk.view, 'pre')).to.have.length(2)
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
    expect(find(talk.view, '[aria-live=polite]')?.textContent).to.contain('Copied')
    await talk.button('Copy code')
    const wrap = await talk.button('Wrap long lines')
    wrap.click()
    expect(wrap.getAttribute('aria-pressed')).to.equal('true')
    expect(getComputedStyle(find(talk.view, '.code-block pre') ?? wrap).whiteSpace).to.equal('pre-wrap')
  })
})
