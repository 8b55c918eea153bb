import { setViewport } from '@web/test-runner-commands'
import { expect } from 'chai'
import { find, findAll, nextFrame, until } from '../testing/chat-page.ts'
import { Conversation } from '../testing/conversation.ts'
import { deepActiveElement } from './focusable-elements.ts'

describe('the menu of a button', () => {
  let talk: Conversation
  beforeEach(async () => {
    talk = await Conversation.begin()
    talk.mine('Is it worth it?')
    await talk.show({ layout: 'page' }, { width: 800, height: 500 })
  })
  afterEach(() => talk.close())

  const items = () => findAll(talk.view, '[role=menuitem]')
  const open = async (): Promise<HTMLElement> => {
    const button = await until(() => find(talk.view, '.thread-menu'), 'the button')
    button.click()
    await until(() => items().includes(deepActiveElement() as HTMLElement), 'the menu')
    return button
  }

  it('UX1 one whose element is moved within the page is closed, and the focus goes back to its button', async () => {
    const button = await open()
    document.body.append(talk.view.parentElement as HTMLElement)
    await until(() => items().length === 0, 'the end of the menu')
    expect(deepActiveElement() === button).to.equal(true)
    expect(button.getAttribute('aria-expanded')).to.equal('false')
    const again = await open()
    expect(again === button).to.equal(true)
  })

  it('UX1 one that is open stays with its button when the window gets another size', async () => {
    await setViewport({ width: 1200, height: 700 })
    try {
      const box = talk.view.parentElement as HTMLElement
      Object.assign(box.style, { position: 'absolute', insetInlineEnd: '0' })
      const button = await open()
      const apart = () => {
        const menu = find(talk.view, '[role=menu]')?.getBoundingClientRect()
        return Math.abs((menu?.right ?? 0) - button.getBoundingClientRect().right)
      }
      const before = button.getBoundingClientRect().right
      expect(apart()).to.be.lessThan(1)
      await setViewport({ width: 900, height: 700 })
      await until(() => button.getBoundingClientRect().right < before - 200, 'the other place')
      await until(() => apart() < 1, 'the menu beside it')
      expect(items().includes(deepActiveElement() as HTMLElement)).to.equal(true)
    } finally {
      await setViewport({ width: 1000, height: 700 })
    }
  })

  for (const [locale, side] of [
    ['en', 'left'],
    ['ar', 'right'],
  ] as const)
    it(`UX1 one of a button at the start of its part of the page begins there, and stays within (${locale})`, async () => {
      await setViewport({ width: 1600, height: 700 })
      try {
        talk.view.setAttribute('locale', locale)
        Object.assign((talk.view.parentElement as HTMLElement).style, { inlineSize: '960px', margin: '0 300px' })
        const button = await until(() => find(talk.view, '.end [aria-haspopup=menu]'), 'the button')
        await until(() => getComputedStyle(button).direction === (locale === 'ar' ? 'rtl' : 'ltr'), 'the direction')
        button.click()
        const menu = await until(() => find(talk.view, '[role=menu]:popover-open'), 'the menu')
        const apart = () => menu.getBoundingClientRect()[side] - button.getBoundingClientRect()[side]
        expect(Math.abs(apart())).to.be.lessThan(1)
      } finally {
        await setViewport({ width: 1000, height: 700 })
      }
    })

  it('UX1 one whose element is taken away, and comes back later, takes no focus', async () => {
    await open()
    const box = talk.view.parentElement as HTMLElement
    box.remove()
    await nextFrame()
    document.body.append(box)
    await until(() => find(talk.view, '.thread-menu'), 'the button')
    await nextFrame()
    expect(deepActiveElement() === document.body).to.equal(true)
    expect(items()).to.have.length(0)
  })
})
