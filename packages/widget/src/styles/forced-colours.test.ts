import { emulateMedia, sendKeys } from '@web/test-runner-commands'
import { expect } from 'chai'
import { deepActiveElement } from '../controllers/focusable-elements.ts'
import { find, findAll, until } from '../testing/chat-page.ts'
import { Conversation } from '../testing/conversation.ts'

const code = '```ts\nconst a = 1\n```'

describe('in forced colours', () => {
  let talk: Conversation
  beforeEach(async () => {
    await emulateMedia({ forcedColors: 'active' })
    talk = await Conversation.begin()
  })
  afterEach(async () => {
    await talk.close()
    await emulateMedia({ forcedColors: 'none' })
  })

  /** The colours that are drawn: those of the system. */
  const canvas = () => getComputedStyle(document.documentElement).getPropertyValue('background-color')
  const systemColour = (name: string): string => {
    const swatch = document.createElement('i')
    swatch.style.color = name
    document.body.append(swatch)
    const { color } = getComputedStyle(swatch)
    swatch.remove()
    return color
  }
  const isSeen = (colour: string) =>
    colour !== systemColour('Canvas') && !/^rgba\(.*, 0\)$/.test(colour) && colour !== canvas()

  it('UX1 what is told from the page by its ground alone gets a border', async () => {
    talk.mine('Is it worth it?')
    talk.theirs('It is.')
    talk.answer(code)
    await talk.show()
    await until(() => find(talk.view, '[part~=code-block]'), 'the code')
    const boxes = ['.bubble', '[part~=code-block]', '.composer'].flatMap(selector => findAll(talk.view, selector))
    expect(boxes.length).to.be.greaterThan(3)
    for (const box of boxes) {
      const { borderTopWidth, borderTopStyle, borderTopColor } = getComputedStyle(box)
      expect(`${borderTopStyle} ${Number.parseFloat(borderTopWidth) >= 1}`, box.className).to.equal('solid true')
      expect(isSeen(borderTopColor), `${box.className}: ${borderTopColor}`).to.equal(true)
    }
  })

  it('UX1 the focus is seen on every control that Tab reaches', async () => {
    talk.mine('Is it worth it?')
    talk.answer(code)
    await talk.show()
    const seen = new Set<Element>()
    for (let press = 0; press < 40; press++) {
      await sendKeys({ press: 'Tab' })
      const active = deepActiveElement()
      if (!active || active === document.body || seen.has(active)) break
      seen.add(active)
      const drawn = [active, active.closest('.composer')].filter(each => each !== null)
      const styles = drawn.flatMap(each => [
        getComputedStyle(each),
        getComputedStyle(each, '::before'),
        getComputedStyle(each, '::after'),
      ])
      const ring = styles.some(
        ({ outlineStyle, outlineWidth, outlineColor, backgroundColor, content }) =>
          (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2 && isSeen(outlineColor)) ||
          (content !== 'none' && content !== 'normal' && isSeen(backgroundColor)),
      )
      expect(ring, `${active.localName} “${active.ariaLabel ?? active.textContent}”`).to.equal(true)
    }
    expect(seen.size).to.be.greaterThan(6)
  })
})
