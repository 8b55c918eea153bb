import { expect } from 'chai'
import { until } from '../testing/chat-page.ts'
import { Announcer } from './announcer.ts'

describe('Announcer', () => {
  const words = (region: HTMLElement): (string | null)[] => [...region.children].map(({ textContent }) => textContent)

  it('UX2 says each text once and in order, as nodes that are only added', () => {
    const region = document.createElement('div')
    const announcer = new Announcer()
    announcer.region = region
    announcer.say('One.')
    const [first] = region.children
    announcer.say('')
    announcer.say('<b>Two.</b>')
    announcer.region = region
    expect(words(region)).to.deep.equal(['One.', '<b>Two.</b>'])
    expect(region.children[0] === first, 'the same node').to.equal(true)
  })

  it('UX2 takes texts out again once they were said', async () => {
    const region = document.createElement('div')
    const announcer = new Announcer(50)
    announcer.region = region
    announcer.say('One.')
    announcer.say('Two.')
    expect(words(region)).to.deep.equal(['One.', 'Two.'])
    await until(() => region.childElementCount === 0, 'nothing left')
    announcer.say('Three.')
    expect(words(region)).to.deep.equal(['Three.'])
    announcer.region = null
  })

  it('UX2 keeps few texts, and none where nothing is shown', () => {
    const region = document.createElement('div')
    const announcer = new Announcer()
    announcer.say('Nobody hears this.')
    announcer.region = region
    expect(region.childElementCount).to.equal(0)
    for (let number = 1; number <= 40; number++) announcer.say(String(number))
    expect(words(region)).to.have.length(12)
    expect(words(region).at(-1)).to.equal('40')
    announcer.region = null
    expect(region.childElementCount).to.equal(0)
    announcer.say('Nor this.')
    expect(region.childElementCount).to.equal(0)
  })
})
