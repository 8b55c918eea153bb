import { sendKeys } from '@web/test-runner-commands'
import { expect } from 'chai'
import { find, findAll, nextFrame, until } from '../../testing/chat-page.ts'
import type { Conversation } from '../../testing/conversation.ts'
import { beginLong, drawn, gapOf, goTo, longText, topOf } from '../../testing/long-talk.ts'
import type { ChatMessage } from '../chat-message/chat-message.ts'

const many = 20_000

describe('a long history', () => {
  let talk: Conversation
  const begin = async (...options: Parameters<typeof beginLong>) => {
    const begun = await beginLong(...options)
    talk = begun.talk
    return begun.box
  }
  const keyOf = (message: Element) => (message as ChatMessage).key
  /** What stands at the upper edge, as deep as a paragraph of a text. */
  const atEdge = (box: HTMLElement): Element => {
    const texts = findAll(box, '.bubble, .prose p')
    const found = texts.find(text => text.getBoundingClientRect().bottom > topOf(box) + 1)
    if (!found) throw new Error('nothing is shown')
    return found
  }
  afterEach(() => talk.close())

  it('UX4 of 20,000 messages as few are drawn as of fifty, with no more than 600 elements in all', async () => {
    await begin(50, many)
    const few = talk.messages.length
    await talk.close()
    await begin(many, many, { width: 900, height: 700 })
    expect(talk.keys).to.have.length(many)
    expect(talk.messages.length).to.be.lessThan(few + 12)
    expect(findAll(talk.view, '*').length).to.be.lessThan(600)
    const newest = findAll(talk.messages.at(-1) as Element, '.prose')
    expect(newest[0]?.textContent).to.contain(`a${many - 1}z`)
  })

  it('UX4 scrolling up through what was never measured moves what is read by just as much', async () => {
    const box = await begin(2_000, 2_000)
    await goTo(box, box.scrollTop - 500)
    for (let turn = 0; turn < 40; turn++) {
      const read = atEdge(box)
      const place = topOf(read)
      const step = 20 + ((turn * 37) % 120)
      box.scrollTop -= step
      await drawn(2)
      expect(topOf(read), `turn ${turn}`).to.be.closeTo(place + step, 1)
    }
    // When nobody scrolls any more, what was moved to keep the place is put right, and nothing moves.
    const read = atEdge(box)
    const place = topOf(read)
    const column = find(box, '.column') as HTMLElement
    await until(() => column.style.marginBlockStart === '', 'rest')
    await drawn()
    expect(topOf(read)).to.be.closeTo(place, 1)
  })

  it('UX4 wherever one drags the scroller, messages are there, in order, and both ends are reached', async () => {
    const box = await begin(many, many)
    const numbers = () => talk.messages.map(message => talk.keys.indexOf(keyOf(message)))
    for (const part of [0.5, 0.1, 0.9, 0.33, 0.02]) {
      await goTo(box, box.scrollHeight * part)
      await drawn()
      const edge = box.getBoundingClientRect()
      const seen = talk.messages.filter(message => message.getBoundingClientRect().bottom > edge.top)
      expect(topOf(seen[0] as Element), `at ${part}`).to.be.lessThan(edge.bottom)
      expect(numbers()).to.deep.equal(numbers().map((_, at) => (numbers()[0] ?? 0) + at))
    }
    box.focus()
    await sendKeys({ press: 'Home' })
    await until(() => numbers()[0] === 0 && box.scrollTop < 2, 'the first message')
    expect(topOf(talk.messages[0] as Element)).to.be.greaterThan(topOf(box) - 1)
    await sendKeys({ press: 'PageDown' })
    await until(() => box.scrollTop > 100, 'the next page')
    await sendKeys({ press: 'End' })
    await until(() => gapOf(box) < 2 && !find(talk.view, '[part~=jump-latest]'), 'the end')
  })

  const named: Record<string, (box: HTMLElement) => void | Promise<void>> = {
    'an image comes above, in the very text that is read': box => {
      const text = atEdge(box)
      const image = document.createElement('p')
      image.style.height = '180px'
      text.before(image)
    },
    'an image comes in a message above': box => {
      const above = talk.messages.findLast(message => message.getBoundingClientRect().bottom < topOf(box))
      above?.style.setProperty('min-block-size', '620px')
    },
    'other fonts arrive': () => talk.view.style.setProperty('--chat-size', '17px'),
    'the panel becomes narrower': () => talk.view.parentElement?.style.setProperty('inline-size', '380px'),
    'the panel becomes wider': () => talk.view.parentElement?.style.setProperty('inline-size', '900px'),
    'the virtual keyboard takes half of it': () => talk.view.parentElement?.style.setProperty('block-size', '250px'),
    'a message above is written anew': box => {
      const above = talk.messages.findLast(message => message.getBoundingClientRect().bottom < topOf(box))
      talk.change(above ? keyOf(above) : '', { parts: [{ kind: 'text', text: longText(55).repeat(5) }] })
    },
    'a message above is deleted': box => {
      const above = talk.messages.findLast(message => message.getBoundingClientRect().bottom < topOf(box))
      talk.change(above ? keyOf(above) : '', { parts: [], deletedAt: 1 })
    },
    'somebody writes below': () => {
      talk.theirs('New')
      talk.answer(longText(77))
    },
  }
  for (const [what, happens] of Object.entries(named))
    it(`UX4 what is read keeps its place when ${what}`, async () => {
      const box = await begin(400, 400)
      await goTo(box, box.scrollTop - 2_400)
      // The edge goes through the middle of a text.
      const middle = findAll(box, '.prose p').find(text => topOf(text) > topOf(box) && text.clientHeight > 40)
      await goTo(box, box.scrollTop + topOf(middle as Element) - topOf(box) + 20)
      await until(() => (find(box, '.column') as HTMLElement).style.marginBlockStart === '', 'rest')
      const read = atEdge(box)
      const place = topOf(read) - topOf(box)
      const lines = find(box, '.lines') as HTMLElement
      const height = lines.clientHeight
      await happens(box)
      await drawn(6)
      expect(topOf(read) - topOf(box)).to.be.closeTo(place, 1)
      if (what !== 'the virtual keyboard takes half of it') expect(lines.clientHeight).not.to.equal(height)
    })

  it('UX4 at the end it stays at the end when the keyboard comes and goes, and when the panel is turned', async () => {
    const box = await begin(300, 300)
    for (const [side, size] of [
      ['block-size', '240px'],
      ['block-size', '500px'],
      ['inline-size', '340px'],
      ['inline-size', '800px'],
    ] as const) {
      talk.view.parentElement?.style.setProperty(side, size)
      await drawn(3)
      expect(gapOf(box), `${side} ${size}`).to.be.lessThan(2)
    }
  })

  it('UX4 a frame of scrolling reads layout before it writes, never after', async () => {
    const box = await begin(2_000, 2_000)
    const log: string[] = []
    const undo: (() => void)[] = []
    const spy = (target: object, name: string, kind: 'read' | 'write', sort: 'get' | 'set' | 'value') => {
      const own = Object.getOwnPropertyDescriptor(target, name)
      const original = own?.[sort] as (...args: unknown[]) => unknown
      const noted = function (this: unknown, ...args: unknown[]) {
        log.push(kind)
        return original.apply(this, args)
      }
      Object.defineProperty(target, name, { ...own, [sort]: noted })
      undo.push(() => Object.defineProperty(target, name, own as PropertyDescriptor))
    }
    for (const name of ['scrollTop', 'scrollHeight', 'clientHeight']) spy(Element.prototype, name, 'read', 'get')
    spy(Element.prototype, 'getBoundingClientRect', 'read', 'value')
    spy(Element.prototype, 'scrollTop', 'write', 'set')
    spy(Node.prototype, 'insertBefore', 'write', 'value')
    spy(Element.prototype, 'remove', 'write', 'value')
    // Before any listener of the list: an event of scrolling opens a frame, and the next animation frame ends its turn.
    const open = () => log.push('|')
    window.addEventListener('scroll', open, { capture: true })
    try {
      for (let turn = 0; turn < 30; turn++) {
        box.scrollTop -= 300
        log.push('|')
        await nextFrame()
        log.push('|')
      }
    } finally {
      window.removeEventListener('scroll', open, { capture: true })
      for (const back of undo) back()
    }
    const turns = log.join(' ').split('|')
    expect(turns.filter(turn => turn.includes('write')).length).to.be.greaterThan(10)
    expect(turns.filter(turn => /write.* read/.test(turn))).to.deep.equal([])
  })

  it('UX4 a printer gets the whole thread, and the screen its window back', async () => {
    await begin(300, 300)
    await until(() => findAll(talk.view, 'chat-gauges').length > 0)
    await until(() => {
      window.dispatchEvent(new Event('beforeprint'))
      return talk.messages.length === 300
    }, 'all of them')
    const sheets = talk.messages[0]?.getRootNode() as ShadowRoot
    expect(
      sheets.adoptedStyleSheets.some(sheet =>
        [...sheet.cssRules].some(rule => rule instanceof CSSMediaRule && rule.conditionText === 'print'),
      ),
    ).to.equal(true)
    window.dispatchEvent(new Event('afterprint'))
    await until(() => talk.messages.length < 60, 'the window')
  })
})
