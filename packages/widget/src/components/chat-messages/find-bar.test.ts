import { expect } from 'chai'
import { nothing } from 'lit'
import { strings } from '../../locales/en/index.ts'
import { createLocalisation } from '../../locales/localisation.ts'
import { nextFrame, until } from '../../testing/chat-page.ts'
import { ChatElement } from '../chat-element.ts'
import { FindBar } from './find-bar.ts'

const words = createLocalisation('en', strings)

/** Gives no language to what is in it. */
class SilentHost extends ChatElement {
  readonly bar = new FindBar(this)

  protected override render() {
    return this.bar?.template(words, 'a-thread') ?? nothing
  }
}
customElements.define('test-silent-host', SilentHost)

describe('the search within a thread', () => {
  it('UX4 one whose words do not come leaves the next press to the browser, and goes', async () => {
    const host = document.createElement('test-silent-host') as SilentHost
    document.body.append(host)
    const drawn = () => host.shadowRoot?.querySelector('chat-search')
    const ask = window.requestAnimationFrame
    let frames = 0
    try {
      expect(host.bar.show()).to.equal(true)
      await until(drawn, 'the search')
      expect(host.bar.show()).to.equal(false)
      await until(() => !drawn(), 'the end of it')
      window.requestAnimationFrame = callback => {
        frames++
        return ask.call(window, callback)
      }
      await new Promise<void>(resolve => ask.call(window, () => ask.call(window, () => resolve())))
      expect(frames).to.equal(0)
    } finally {
      window.requestAnimationFrame = ask
      host.remove()
      await nextFrame()
    }
  })
})
