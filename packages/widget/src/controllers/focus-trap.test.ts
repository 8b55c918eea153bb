import { sendKeys } from '@web/test-runner-commands'
import { expect } from 'chai'
import { keepFocusWithin } from './focus-trap.ts'
import { deepActiveElement } from './focusable-elements.ts'

describe('keepFocusWithin', () => {
  const region = document.createElement('div')
  const host = document.createElement('div')
  const button = (name: string): HTMLButtonElement => {
    const made = document.createElement('button')
    made.textContent = name
    return made
  }
  const keep = (event: KeyboardEvent): void => keepFocusWithin(region, event)

  before(() => {
    const off = button('off')
    const hidden = button('hidden')
    off.disabled = true
    hidden.hidden = true
    const root = host.attachShadow({ mode: 'open' })
    root.append(button('inner'), document.createElement('slot'), hidden)
    host.append(button('slotted'))
    region.append(button('first'), off, host, button('last'))
    document.body.append(button('before'), region, button('after'))
    region.addEventListener('keydown', keep)
  })
  after(() => {
    document.body.replaceChildren()
  })

  const walk = async (press: string, times: number): Promise<(string | null | undefined)[]> => {
    const seen: (string | null | undefined)[] = []
    for (let turn = 0; turn < times; turn++) {
      await sendKeys({ press })
      seen.push(deepActiveElement()?.textContent)
    }
    return seen
  }

  it('UX1 goes round within, through shadow roots and slots, past what cannot be used', async () => {
    region.querySelector('button')?.focus()
    expect(await walk('Tab', 4)).to.deep.equal(['inner', 'slotted', 'last', 'first'])
    expect(await walk('Shift+Tab', 4)).to.deep.equal(['last', 'slotted', 'inner', 'first'])
  })
})
