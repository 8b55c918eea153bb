import { expect } from 'chai'
import { find, findAll, nextFrame, until } from '../../testing/chat-page.ts'
import type { Conversation } from '../../testing/conversation.ts'
import { beginLong, drawn } from '../../testing/long-talk.ts'

const many = 5_000

describe('a long history that flies past', () => {
  let talk: Conversation
  let box: HTMLElement
  const actions = () => findAll(talk.view, 'chat-message-actions')
  const buttons = () => actions().filter(one => find(one, 'button'))

  beforeEach(async () => {
    const begun = await beginLong(many, many)
    talk = begun.talk
    box = begun.box
    await until(() => actions().length > 0 && buttons().length === actions().length, 'the actions')
  })
  afterEach(() => talk.close())

  /** Moves by more than a screen each time. */
  const fly = async (frames: number): Promise<void> => {
    for (let frame = 0; frame < frames; frame++) {
      box.scrollTop -= 4_000
      await nextFrame()
      await nextFrame()
    }
  }

  it('UX4 gives messages their actions when nobody scrolls any more, and moves nothing by it', async () => {
    await fly(12)
    const fresh = actions().filter(one => !find(one, 'button'))
    expect(fresh.length).to.be.greaterThan(0)
    const bare = fresh.map(one => one.getRootNode() as ShadowRoot).map(({ host }) => [host, host.clientHeight] as const)
    await until(() => buttons().length === actions().length, 'the actions')
    for (const [message, height] of bare) if (message.isConnected) expect(message.clientHeight).to.equal(height)
  })

  it('UX4 asks for what is selected when that may have changed, not for each row that comes', async () => {
    const prototype = Selection.prototype as Selection & { getComposedRanges: (...roots: unknown[]) => StaticRange[] }
    const original = prototype.getComposedRanges
    let asked = 0
    prototype.getComposedRanges = function (this: Selection, ...roots: unknown[]) {
      asked++
      return original.apply(this, roots)
    }
    try {
      await fly(5)
      await drawn(20)
      asked = 0
      await fly(20)
      expect(asked).to.equal(0)
      const text = findAll(talk.view, '.bubble, .prose p')[0] as HTMLElement
      getSelection()?.setBaseAndExtent(text, 0, text, text.childNodes.length)
      await fly(20)
      expect(asked).to.be.greaterThan(0)
      expect(text.isConnected).to.equal(true)
    } finally {
      prototype.getComposedRanges = original
      getSelection()?.removeAllRanges()
    }
  })
})
