import { expect } from 'chai'
import { render } from 'lit'
import * as composing from './composing.ts'
import * as controls from './controls.ts'
import { createIcon } from './create-icon.ts'
import { icon } from './icon.ts'
import * as launcher from './launcher.ts'
import * as messages from './messages.ts'
import * as notices from './notices.ts'
import * as opening from './opening.ts'
import * as states from './states.ts'
import * as threads from './threads.ts'
import * as troubles from './troubles.ts'

const drawings = Object.entries({
  ...composing,
  ...controls,
  ...launcher,
  ...messages,
  ...notices,
  ...states,
  ...threads,
  ...opening,
  ...troubles,
})

describe('the icons', () => {
  it('EM9 are drawn within their grid, and no two alike', () => {
    expect(new Set(drawings.map(([, drawing]) => drawing.d)).size).to.equal(drawings.length)
    for (const [name, drawing] of drawings) {
      const svg = createIcon(drawing)
      document.body.append(svg)
      const box = (svg.firstElementChild as SVGPathElement).getBBox()
      svg.remove()
      expect(box.width + box.height, name).to.be.greaterThan(3)
      expect(Math.min(box.x, box.y), name).to.be.at.least(2)
      expect(Math.max(box.x + box.width, box.y + box.height), name).to.be.at.most(18.5)
    }
  })

  it('UX1 are hidden from assistive technology, as template and as element', () => {
    const holder = document.createElement('div')
    render(icon(controls.nextIcon, { small: true, chevron: true }), holder)
    const drawn = holder.querySelector('svg')
    const made = createIcon(controls.nextIcon, { small: true, chevron: true })
    expect(drawn?.getAttribute('aria-hidden')).to.equal('true')
    expect(made.outerHTML).to.equal(drawn?.outerHTML.replace(/<!--.*?-->/g, ''))
  })

  it('EM10 turn round from right to left when they point along the line', () => {
    const turning = drawings.filter(([, drawing]) => drawing.mirrored).map(([name]) => name)
    expect(turning).to.include.members(['previousIcon', 'nextIcon', 'arrowIcon', 'sidebarIcon'])
    expect(createIcon(controls.nextIcon).classList.contains('flip')).to.equal(true)
    expect(createIcon(controls.closeIcon).classList.contains('flip')).to.equal(false)
  })
})
