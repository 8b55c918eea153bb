import { expect } from 'chai'
import { GrowingView } from './growing-view.ts'
import { rareRules, rareRulesTaken } from './rare-rules.ts'

const table = '| a | b |\n| - | - |\n| c &rarr; d | https://example.com |'

describe('a text that is read before all rules are there', () => {
  it('UX3 shows every word at once, and says once when it can be read in full', async () => {
    const target = document.createElement('div')
    let calls = 0
    const view = new GrowingView(target, {}, () => {
      calls++
    })
    const plain = new GrowingView(document.createElement('div'), {}, () => {
      throw new Error('It needs no more rules')
    })
    plain.append('# One\n\n- *two* [three](https://example.com)\n\n```js\nfour\n```\n')
    expect(rareRules()).to.equal(null)
    for (const piece of table.match(/[\s\S]{1,4}/g) ?? []) view.append(piece)
    view.finish()
    for (const word of ['a', 'b', 'c', 'd', 'https://example.com']) expect(target.textContent).to.contain(word)
    expect(target.querySelector('table, a')).to.equal(null)
    await rareRulesTaken
    expect(calls).to.equal(1)
    view.dispose()
    view.append('more')

    const again = new GrowingView(target, {}, () => {
      throw new Error('All rules were there')
    })
    again.append(table)
    again.finish()
    expect(target.querySelectorAll('table')).to.have.length(1)
    expect(target.querySelector('td')?.textContent).to.equal('c → d')
    expect(target.querySelector('a')?.href).to.equal('https://example.com/')
  })
})
