import { expect } from 'chai'
import fc from 'fast-check'
import { createMarkdownView, renderMarkdown } from '../markdown/index.ts'
import { cutAt, pieceLengths } from '../markdown/testing/pieces.ts'
import { until } from '../testing/chat-page.ts'
import { extendMarkdown } from './extend-markdown.ts'
import type { MarkdownPlugin } from './markdown-plugin.ts'
import { type Katex, mathsPlugin } from './maths-plugin.ts'
import { mermaidPlugin } from './mermaid-plugin.ts'

/** Draws a formula as its source in capitals; refuses what holds `bad`. */
const katex: Katex = {
  render: (source, element, { displayMode }) => {
    if (source.includes('bad')) throw new Error('no formula')
    const math = element.appendChild(document.createElement('b'))
    math.textContent = `${displayMode ? 'block' : 'line'} ${source.toUpperCase()}`
  },
}
const maths = extendMarkdown([mathsPlugin(katex)])

function render(text: string, extension = maths): HTMLElement {
  const holder = document.createElement('div')
  holder.append(renderMarkdown(text, { extension }))
  return holder
}

const drawn = (holder: Element): (string | null)[] => [...holder.querySelectorAll('b')].map(node => node.textContent)

describe('formulas', () => {
  it('UX3 are drawn within a line, on their own, in cells and in blocks', () => {
    const text = 'so $a_1*b*c$ is, and \\(d\\)\n\n$$\ne\n- f\n$$\n\n| $g$ |\n|---|\n| h |\n\n\\[\ni\n\\]\n\n- $$j$$'
    expect(drawn(render(text))).to.deep.equal([
      'line A_1*B*C',
      'line D',
      'block E\n- F',
      'line G',
      'block I',
      'block J',
    ])
  })

  it('UX3 stay as they were written without a plug-in, and where they cannot be drawn', () => {
    const text = 'costs $5 or $a$ and $bad$\n\n$$\nbad\n$$\n\n$$\nopen'
    expect(render(text).textContent).to.equal('costs $5 or line A and $bad$$$\nbad\n$$$$\nopen')
    const plain = document.createElement('div')
    plain.append(renderMarkdown('$a$ \\(b\\)'))
    expect(plain.textContent).to.equal('$a$ (b)')
  })

  it('UX3 a plug-in that throws while it is asked, or claims nothing at all, takes no text away', () => {
    const fail = () => {
      throw new Error('of the plug-in')
    }
    const none = { scan: (_: string, at: number) => ({ end: at }), draw: () => new Text('x') }
    const broken = extendMarkdown([{ scan: fail, fence: fail, draw: fail }, none, mathsPlugin(katex)])
    expect(render('*so* $a$\n\n$$\nb\n$$', broken).textContent).to.equal('so line Ablock B')
  })

  it('UX3 are none in code', () => {
    expect(drawn(render('`$a$`\n\n```\n$b$\n$$\nc\n$$\n```\n\n    $d$'))).to.deep.equal([])
  })

  it('UX3 become the same nodes in pieces as in the whole', () => {
    const bits = [
      '$',
      '$$',
      '\\(',
      '\\)',
      '\\[',
      '\\]',
      '\n',
      '\n\n',
      ' ',
      'a',
      '1',
      '*',
      '_',
      '`',
      '> ',
      '- ',
      '|-|',
      '[',
      '](b)',
      'bad',
    ]
    const text = fc.array(fc.constantFrom(...bits), { maxLength: 40 }).map(parts => parts.join(''))
    fc.assert(
      fc.property(text, pieceLengths, (source, lengths) => {
        const target = document.createElement('div')
        const view = createMarkdownView(target, { extension: maths })
        for (const piece of cutAt(source, lengths)) view.append(piece)
        view.finish()
        return target.isEqualNode(render(source))
      }),
      { numRuns: 3000 },
    )
  }).timeout(60_000)

  it('SE6 cost no more than their length where they never end', () => {
    const asked: number[] = []
    const counting = extendMarkdown([
      {
        ...mathsPlugin(katex),
        scan: (text, at) => {
          asked.push(at)
          return mathsPlugin(katex).scan?.(text, at)
        },
      },
    ])
    for (const sign of ['$ ', '\\(', '\\[', '$$ ']) {
      asked.length = 0
      render(sign.repeat(5_000), counting)
      expect(asked.length, sign).to.be.lessThan(2 * sign.length * 5_000)
    }
  })
})

describe('a plug-in for code', () => {
  const open = (plugin: MarkdownPlugin): { target: HTMLElement; view: ReturnType<typeof createMarkdownView> } => {
    const target = document.createElement('div')
    return { target, view: createMarkdownView(target, { extension: extendMarkdown([plugin]) }) }
  }

  it('UX3 draws a block of its language when it closes, once', async () => {
    const seen: string[] = []
    const { target, view } = open({
      languages: ['dot'],
      draw: async ({ text, language }) => {
        seen.push(`${language}: ${text}`)
        return document.createElement('hr')
      },
    })
    view.append('```DOT\na -> b\n')
    expect(seen).to.deep.equal([])
    view.append('```\n\n```js\nlet a\n```\nmore')
    await until(() => target.querySelector('pre > hr'), 'the drawing')
    view.finish()
    expect(seen).to.deep.equal(['dot: a -> b\n'])
    expect(target.querySelectorAll('pre')).to.have.length(2)
    expect(target.querySelector('figcaption')?.textContent).to.equal('DOT')
  })

  it('UX3 leaves the text where drawing fails, and where the text is gone', async () => {
    let finish: (node: Node) => void = () => undefined
    const signals: AbortSignal[] = []
    const { target, view } = open({
      languages: ['slow', 'bad'],
      draw: ({ language }, signal) => {
        signals.push(signal)
        if (language === 'bad') throw new Error('cannot be drawn')
        return new Promise(resolve => (finish = resolve))
      },
    })
    view.append('```bad\na\n```\n\n```slow\nb\n```\n')
    expect(target.querySelector('code')?.textContent).to.equal('a\n')
    const [, slow] = target.querySelectorAll('pre')
    view.replace('else')
    expect(signals.every(({ aborted }) => aborted)).to.equal(true)
    finish(document.createElement('hr'))
    await Promise.resolve()
    expect(slow?.textContent).to.equal('b\n')
  })

  it('SE6 shows a diagram as an image in which nothing runs, named by its source', async () => {
    const config: object[] = []
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>window.hit = 1</script></svg>'
    const mermaid = {
      initialize: (settings: object) => void config.push(settings),
      render: async (_id: string, text: string) => {
        if (text.includes('bad')) throw new Error('no diagram')
        return { svg }
      },
    }
    const { target, view } = open(mermaidPlugin(mermaid, { config: { securityLevel: 'loose' } }))
    document.body.append(target)
    view.append('```mermaid\na --> b\n```\n\n```mermaid\nbad\n```\n')
    view.finish()
    const image = await until(() => target.querySelector('img'), 'the image')
    expect(image.alt).to.equal('a --> b\n')
    expect(config).to.have.length(1)
    expect(config[0]).to.include({ securityLevel: 'strict', startOnLoad: false })
    expect(target.querySelectorAll('code')).to.have.length(1)
    expect(target.querySelectorAll('svg, script')).to.have.length(0)
    expect('hit' in window).to.equal(false)
    target.remove()
  })
})
