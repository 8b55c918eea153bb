import { expect } from 'chai'
import type { MarkdownOptions } from './markdown-options.ts'
import { renderMarkdown } from './render-markdown.ts'

function render(text: string, options: MarkdownOptions = {}): HTMLElement {
  const holder = document.createElement('div')
  holder.append(renderMarkdown(text, options))
  return holder
}

describe('rendered markdown', () => {
  it('UX1 keeps headings below those of the page, and their size apart', () => {
    const headings = [...render('# a\n\n## b\n\n###### c\n').children]
    expect(headings.map(({ localName, className }) => [localName, className])).to.deep.equal([
      ['h3', 'h1'],
      ['h4', 'h2'],
      ['h6', 'h4'],
    ])
    expect(render('# a', { headingOffset: 1 }).firstElementChild?.localName).to.equal('h2')
  })

  it('UX1 puts a table into a named region that can be scrolled by keyboard', () => {
    const box = render('| a | b |\n|:-:|--:|\n| 1 | 2 |', { strings: { table: 'Tabelle' } }).firstElementChild
    expect(box?.className).to.equal('wide')
    expect(box?.getAttribute('role')).to.equal('region')
    expect(box?.getAttribute('aria-label')).to.equal('Tabelle')
    expect((box as HTMLElement).tabIndex).to.equal(0)
    const cells = [...(box?.querySelectorAll('th, td') ?? [])]
    expect(cells.map(cell => cell.getAttribute('align'))).to.deep.equal(['center', 'right', 'center', 'right'])
    expect(box?.querySelector('th')?.getAttribute('scope')).to.equal('col')
  })

  it('SE6 has a very long table laid out in parts', () => {
    const row = '| 1 | 2 |\n'
    const box = render(`| a | b |\n|---|--:|\n${row.repeat(1_200)}`).firstElementChild
    const tables = [...(box?.children ?? [])]
    expect(tables.map(table => [table.children.length, table.querySelectorAll('td').length])).to.deep.equal([
      [2, 1000],
      [1, 1000],
      [1, 400],
    ])
  })

  it('UX1 shows a task as a disabled checkbox that names its state', () => {
    const list = render('- [x] *one*\n- [ ] two\n- three').firstElementChild
    expect(list?.className).to.equal('tasks')
    const marks = [...(list?.querySelectorAll('i') ?? [])]
    const states = marks.map(mark => [mark.getAttribute('role'), mark.ariaChecked, mark.ariaDisabled, mark.ariaLabel])
    expect(states).to.deep.equal([
      ['checkbox', 'true', 'true', 'Done'],
      ['checkbox', 'false', 'true', 'Open'],
    ])
    expect([...(list?.children ?? [])].map(({ children }) => children.length)).to.deep.equal([2, 2, 2])
  })

  it('UX1 lets a code block be scrolled by keyboard and named by its language', () => {
    const figure = render('```ts\nlet a\n```').querySelector('figure.code-block[part=code-block]')
    expect(figure?.querySelector('figcaption .grow')?.textContent).to.equal('ts')
    expect(figure?.querySelector('pre')?.tabIndex).to.equal(0)
    expect(figure?.querySelector('pre > code')?.className).to.equal('language-ts')
  })

  it('EM8 makes its nodes in the document that it is given', () => {
    const other = document.implementation.createHTMLDocument('')
    const fragment = renderMarkdown('# a\n\n- [x] b', { document: other })
    expect(fragment.ownerDocument === other).to.equal(true)
    expect(fragment.querySelector('svg')?.ownerDocument === other).to.equal(true)
  })

  it('EM10 gives each block the direction of its first letter', () => {
    const text = '1. שלום *hello*\n\nhello שלום\n\n> 123 مرحبا\n\n123\n\n```\nשלום\n```'
    const blocks = [...render(text).children]
    expect(blocks.map(block => block.getAttribute('dir'))).to.deep.equal(['rtl', 'ltr', 'rtl', null, 'ltr'])
  })

  it('SE6 keeps bidirectional controls inside their block', () => {
    const holder = render('a \u202eb\u2066 c\n\nafter\n\n- \u202dx\n- y\n\n`\u202ecode` d')
    document.body.append(holder)
    const isolated = [...holder.querySelectorAll('p, ul, code')].map(block => getComputedStyle(block).unicodeBidi)
    holder.remove()
    expect(isolated).to.deep.equal(Array.from(isolated, () => 'isolate'))
    expect(isolated).to.have.length(7)
  })
})
