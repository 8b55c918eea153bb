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
