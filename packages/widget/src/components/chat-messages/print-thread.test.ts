import { expect } from 'chai'
import { findAll, nextTask, until } from '../../testing/chat-page.ts'
import { Conversation } from '../../testing/conversation.ts'
import { SliceLength } from '../chat-streaming-text/slice-length.ts'

describe('a thread on paper', () => {
  let talk: Conversation
  beforeEach(async () => {
    talk = await Conversation.begin({ pageSize: 200 })
  })
  afterEach(async () => {
    window.dispatchEvent(new Event('afterprint'))
    await talk.close()
  })

  const long = (name: string): string => `${'One word of many. '.repeat(4_500)}The end of ${name}.`
  const drawn = (): string =>
    findAll(talk.view, 'chat-streaming-text')
      .map(text => text.shadowRoot?.querySelector('.prose')?.textContent ?? '')
      .join('\n')

  it('UX4 a very long answer is printed whole, in sight or not, though a screen gets it piece by piece', async () => {
    talk.answer(long('the first'))
    for (let at = 0; at < 60; at++) talk.mine(`Message ${at}`)
    await talk.show()
    await until(() => {
      window.dispatchEvent(new Event('beforeprint'))
      return talk.messages.length === 61
    }, 'what prints')
    window.dispatchEvent(new Event('afterprint'))
    await until(() => talk.messages.length < 61, 'the window')
    expect(drawn()).to.equal('')
    const ask = window.requestAnimationFrame
    try {
      // A printer waits for no frame.
      window.requestAnimationFrame = () => 0
      talk.answer(long('the last'))
      for (let turn = 0; turn < 3_000 && !drawn().includes('One word'); turn++) await nextTask()
      expect(drawn()).to.contain('One word')
      expect(drawn()).not.to.contain('The end of the last')
      window.dispatchEvent(new Event('beforeprint'))
      await nextTask()
      expect(talk.messages).to.have.length(62)
      expect(drawn()).to.contain('The end of the first').and.to.contain('The end of the last')
    } finally {
      window.requestAnimationFrame = ask
    }
    window.dispatchEvent(new Event('afterprint'))
    expect(SliceLength.whole).to.equal(false)
    await until(() => talk.messages.length < 62, 'the window')
  })
})
