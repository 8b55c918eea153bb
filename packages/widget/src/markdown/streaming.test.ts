import { expect } from 'chai'
import type { MarkdownOptions } from './markdown-options.ts'
import { createMarkdownView, type MarkdownView } from './markdown-view.ts'
import { cutAt } from './testing/pieces.ts'

const section = [
  '## A heading\n\nSome **bold** words, a [link](https://example.com) and `code`.\n\n',
  '- one\n- two\n  - three\n\n1. first\n2. second\n\n',
  '| a | b |\n|---|--:|\n| 1 | 2 |\n| 3 | 4 |\n\n',
  '```js\nlet a = 1\n\nlet b = 2\n```\n\n> a quote\n> of two lines\n\n',
].join('')

function open(options: MarkdownOptions = {}): { target: HTMLElement; view: MarkdownView } {
  const target = document.createElement('div')
  return { target, view: createMarkdownView(target, options) }
}

function shown(text: string): HTMLElement {
  const { target, view } = open()
  view.append(text)
  return target
}

/** Every change of the nodes that a callback makes. */
function changes(target: HTMLElement, act: () => void): MutationRecord[] {
  const observer = new MutationObserver(() => undefined)
  observer.observe(target, { subtree: true, childList: true, characterData: true, attributes: true })
  act()
  const records = observer.takeRecords()
  observer.disconnect()
  return records
}

describe('a growing text', () => {
  it('UX3 costs as much for its last piece as for its first', () => {
    const costs = (sections: number): { total: number; largest: number } => {
      const { target, view } = open()
      const each = cutAt(section.repeat(sections), [4]).map(piece => changes(target, () => view.append(piece)).length)
      return { total: each.reduce((sum, cost) => sum + cost, 0), largest: Math.max(...each) }
    }
    const short = costs(5)
    const long = costs(20)
    expect(long.total / short.total).to.be.within(3.8, 4.2)
    expect(long.largest).to.equal(short.largest)
  })

  it('UX3 never touches a finished block again', () => {
    const { target, view } = open()
    for (const piece of cutAt(section.repeat(3), [3, 7])) {
      const finished = [...target.children].slice(0, -2)
      for (const { target: changed } of changes(target, () => view.append(piece)))
        expect(finished.some(block => block.contains(changed))).to.equal(false)
    }
    const before = [...target.children]
    view.append('The end')
    expect(before.every((block, index) => block === target.children[index])).to.equal(true)
  })

  it('UX3 appends to the one text node of an open code block', () => {
    const { target, view } = open()
    view.append('```js\nlet a')
    const text = target.querySelector('code')?.firstChild
    const records = changes(target, () => {
      for (const piece of cutAt(' = 1\n\n  let b = 2 // ``\n'.repeat(50), [1, 5])) view.append(piece)
    })
    expect(text?.nodeValue).to.equal(`let a${' = 1\n\n  let b = 2 // ``\n'.repeat(50).trimEnd()}`)
    for (const record of records) {
      expect(record.type).to.equal('characterData')
      expect(record.target === text).to.equal(true)
    }
  })

  it('UX3 makes a list tight again whose late item turned out to be none', () => {
    const { target, view } = open()
    view.append(`- one *two*\n- three\n\n-${' '.repeat(121)}`)
    expect(target.querySelector('ul')?.hasAttribute('data-loose')).to.equal(true)
    view.append('--')
    expect(target.innerHTML).to.equal('<ul dir="ltr"><li><p>one <em>two</em></p></li><li><p>three</p></li></ul><hr>')
  })

  it('UX3 takes back a line that turned out to be none of the code', () => {
    const { target, view } = open()
    view.append(`${'123456789. '.repeat(12)}\`\`\`\n${' '.repeat(132)}let a\n${' '.repeat(132)}let b\n`)
    view.append(' '.repeat(121))
    view.append('words')
    expect(target.querySelector('code')?.textContent).to.equal('let a\nlet b')
    expect(target.textContent?.endsWith('words')).to.equal(true)
  })

  it('UX3 reads a long paragraph again only from where it has not settled', () => {
    const { target, view } = open()
    view.append('Some *words* and `code`, again and again. '.repeat(500))
    const styled = [...target.querySelectorAll('em, code')]
    const records = changes(target, () => view.append('One **more'))
    expect(records.length).to.be.at.most(4)
    expect(styled).to.have.length(1000)
    expect(styled.every(element => target.contains(element))).to.equal(true)
  })

  it('UX3 touches no item of a list whose first blank line comes late', () => {
    const { target, view } = open()
    view.append('- one *two*\n- three\n')
    const [em] = target.querySelectorAll('em')
    const records = changes(target, () => view.append('\n- four'))
    expect(records.map(({ type, target }) => [type, target.nodeName])).to.deep.equal([
      ['attributes', 'UL'],
      ['childList', 'UL'],
    ])
    expect(target.querySelectorAll('li > p')).to.have.length(3)
    expect(target.querySelector('em') === em).to.equal(true)
  })
})

describe('what is not finished', () => {
  const drawn: readonly (readonly [string, string])[] = [
    ['some **bo', 'strong'],
    ['some *wo', 'em'],
    ['some ~~wo', 'del'],
    ['some `co', 'code'],
    ['# Hea', 'h3'],
    ['- it', 'li'],
  ]

  it('UX3 is drawn as it will probably look', () => {
    for (const [text, selector] of drawn) {
      const element = shown(text).querySelector(selector)
      expect(element?.textContent, text).to.equal(/\w+$/.exec(text)?.[0])
    }
  })

  it('UX3 leaves a star inside a word alone', () => {
    expect(shown('2*3 is 6').querySelectorAll('em')).to.have.length(0)
  })

  it('UX3 waits where the next character decides', () => {
    for (const text of ['-', '1.', '#', '> ', '```ty', '- [', '| a | b', '| a | b |\n|--', '![alt](https://exa'])
      expect(shown(text).textContent, text).to.equal('')
    expect(shown('words\n-').innerHTML).to.equal('<p dir="ltr">words</p>')
    expect(shown('so **').textContent).to.equal('so ')
  })

  it('UX3 shows no heading while a list comes right below a paragraph, and leaves the paragraph as it is', () => {
    for (const text of ['Words\n- one\n- two', '> Words\n> - one', '1. Words\n   - one', 'Words\n-- no rule']) {
      const { target, view } = open()
      const [before = '', after = ''] = text.split(/(?<=Words)/)
      view.append(before)
      const paragraph = target.querySelector('p')
      for (const piece of after) {
        view.append(piece)
        expect(target.querySelector('h1, h2, h3, h4, h5, h6'), text).to.equal(null)
        expect(target.contains(paragraph), text).to.equal(true)
      }
    }
  })

  it('UX3 shows a line of one dash below a paragraph as what it is once the line is over: the line of a heading', () => {
    const { target, view } = open()
    view.append('Done.\n\nWords\n-')
    const records = changes(target, () => view.append('\n'))
    expect(target.querySelector('h4')?.textContent).to.equal('Words')
    const [done] = target.children
    expect(records.some(({ target: changed }) => done?.contains(changed))).to.equal(false)
  })

  it('UX3 shows a link by its text until its address is complete', () => {
    const { target, view } = open()
    view.append('see [the *docs*](https://exam')
    expect(target.textContent).to.equal('see the docs')
    view.append('ple.com)')
    expect(target.querySelector('a')?.href).to.equal('https://example.com/')
  })

  it('UX3 shows no half of a character', () => {
    const { target, view } = open()
    view.append('a\ud83d')
    expect(target.textContent).to.equal('a')
    view.append('\ude00')
    expect(target.textContent).to.equal('a😀')
  })
})

describe('the end of a text', () => {
  it('UX3 lets definitions that came late take effect', () => {
    const { target, view } = open()
    const definitions = '[docs]: https://a.example\n\n[more]: https://b.example\n'
    view.append('See [docs] and [x][more].\n\n| [docs] |\n|---|\n\n')
    view.append(definitions)
    expect(target.querySelectorAll('a')).to.have.length(0)
    view.finish()
    expect([...target.querySelectorAll('a')].map(({ href }) => href)).to.deep.equal([
      'https://a.example/',
      'https://b.example/',
      'https://a.example/',
    ])
  })

  it('UX3 is told of each code block once, when it closes', () => {
    const closed: [string, string][] = []
    const { view } = open({ codeBlock: (code, language) => closed.push([language, code.textContent]) })
    view.append('```ts title=x\nlet a\n')
    expect(closed).to.deep.equal([])
    view.append('```\n')
    expect(closed).to.deep.equal([['ts', 'let a\n']])
    view.append('\n    plain\n\n> ~~~\n> open')
    view.finish()
    expect(closed.slice(1)).to.deep.equal([
      ['', 'plain\n'],
      ['', 'open\n'],
    ])
  })

  it('UX3 is no end if more text comes', () => {
    const { target, view } = open()
    view.append('one **two')
    view.finish()
    expect(target.textContent).to.equal('one **two')
    view.append('**')
    view.finish()
    expect(target.querySelector('strong')?.textContent).to.equal('two')
    expect(view.text).to.equal('one **two**')
  })

  it('UX3 keeps what is there when a text is replaced by its continuation', () => {
    const { target, view } = open()
    view.append('one\n\ntwo')
    const first = target.firstElementChild
    view.replace('one\n\ntwo three')
    expect(target.firstElementChild === first).to.equal(true)
    view.replace('else')
    expect(target.innerHTML).to.equal('<p dir="ltr">else</p>')
    expect(view.text).to.equal('else')
  })

  it('UX3 leaves nothing after disposal', () => {
    const { target, view } = open()
    view.append('one')
    view.dispose()
    view.append('two')
    view.replace('three')
    view.finish()
    expect(target.childNodes).to.have.length(0)
  })
})
