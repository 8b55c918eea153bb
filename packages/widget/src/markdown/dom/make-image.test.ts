import { expect } from 'chai'
import { until } from '../../testing/chat-page.ts'
import { renderMarkdown } from '../render-markdown.ts'

describe('an image of a text', () => {
  let holder: HTMLElement
  beforeEach(() => {
    holder = document.createElement('div')
    document.body.append(holder)
  })
  afterEach(() => holder.remove())

  it('SE6 one that cannot be shown, as where the page’s policy keeps it out, becomes a link to it', async () => {
    holder.append(renderMarkdown('![a view](https://127.0.0.1:1/a.png "Title")'))
    const button = holder.querySelector('button')
    button?.focus()
    button?.click()
    const link = await until(() => holder.querySelector('a'), 'the link')
    expect(holder.querySelectorAll('img')).to.have.length(0)
    expect([link.href, link.target, link.title]).to.deep.equal(['https://127.0.0.1:1/a.png', '_blank', 'Title'])
    expect(link.rel).to.contain('noopener')
    expect(link.textContent).to.equal('a view 127.0.0.1:1')
    expect(document.activeElement === link).to.equal(true)
  })
})
