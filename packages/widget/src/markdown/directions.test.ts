import { expect } from 'chai'
import { adoptSheets } from '../styles/adopt-sheets.ts'
import { prose } from '../styles/prose.ts'
import { renderMarkdown } from './render-markdown.ts'

describe('the directions of a text', () => {
  it('SE6 keeps a direction that is turned round within its link, its code or its block', () => {
    const holder = document.createElement('div')
    const text = 'before [a \u202eb](https://c.example) after `\u202ed` **\u2067e**\n\nnext \u202e end'
    holder.append(renderMarkdown(text))
    holder.className = 'prose'
    const root = document.body.appendChild(document.createElement('div')).attachShadow({ mode: 'open' })
    adoptSheets(root, prose)
    root.append(holder)
    const beside = document.createElement('span')
    beside.textContent = 'one two'
    root.append(beside)
    for (const node of root.querySelectorAll('a, code, p'))
      expect(getComputedStyle(node).unicodeBidi).to.equal('isolate')
    // Words beside it stand in their order.
    const range = document.createRange()
    const left = (from: number): number => {
      range.setStart(beside.firstChild as Text, from)
      range.setEnd(beside.firstChild as Text, from + 3)
      return range.getBoundingClientRect().left
    }
    expect(left(0)).to.be.lessThan(left(4))
    root.host.remove()
  })
})
