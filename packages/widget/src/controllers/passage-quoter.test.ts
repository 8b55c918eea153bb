import { sendKeys, sendMouse } from '@web/test-runner-commands'
import { expect } from 'chai'
import { find, findAll, nextFrame, until } from '../testing/chat-page.ts'
import { Conversation } from '../testing/conversation.ts'
import { untilKeysWork } from '../testing/press-keys.ts'
import { deepActiveElement } from './focusable-elements.ts'

describe('quoting what is selected', () => {
  let talk: Conversation
  beforeEach(async () => {
    talk = await Conversation.begin()
    talk.answer('One **bold** word.\n\nAnother paragraph.')
    talk.answer('A second answer.')
  })
  afterEach(async () => {
    document.getSelection()?.removeAllRanges()
    await talk.close()
    localStorage.clear()
  })

  const begin = async (attributes = {}) => {
    await talk.show(attributes)
    const field = await until(() => find<HTMLTextAreaElement>(talk.view, '[part~=input]'), 'the input')
    await untilKeysWork(field)
    return field
  }
  const prose = (index: number) => findAll(talk.view, '.prose')[index] as HTMLElement
  const select = (start: Node, end: Node = start) => {
    const range = document.createRange()
    range.setStart(start, 0)
    range.setEnd(end, end.childNodes.length)
    document.getSelection()?.removeAllRanges()
    document.getSelection()?.addRange(range)
  }
  const button = () => find<HTMLButtonElement>(talk.view, '.quote')

  it('CV11.1 offers to quote it, beside it, and puts it where one writes', async () => {
    const field = await begin()
    select(prose(0))
    const quote = await until(button, 'the button')
    expect(quote.textContent).to.equal('Quote')
    const words = prose(0).getBoundingClientRect()
    const box = quote.getBoundingClientRect()
    expect(box.top).to.be.within(words.top, innerHeight)
    quote.click()
    expect(field.value).to.equal('> One bold word.\n>\n> Another paragraph.\n\n')
    expect(deepActiveElement() === field).to.equal(true)
    expect(button()).to.equal(null)
    expect(talk.announced).to.include('Quoted in the message field.')
  })

  it('CV11.1 offers it for what a pointer has selected', async () => {
    const field = await begin()
    const { left, top, height } = findAll(prose(0), 'p')[1]?.getBoundingClientRect() ?? new DOMRect()
    const at = (x: number): [number, number] => [Math.round(left + x), Math.round(top + height / 2)]
    await sendMouse({ type: 'move', position: at(1) })
    await sendMouse({ type: 'down' })
    await sendMouse({ type: 'move', position: at(60) })
    await sendMouse({ type: 'move', position: at(300) })
    await sendMouse({ type: 'up' })
    const quote = await until(button, 'the button')
    const box = quote.getBoundingClientRect()
    await sendMouse({ type: 'click', position: [Math.round(box.left + 10), Math.round(box.top + 10)] })
    await until(() => field.value !== '', 'the quotation')
    expect(field.value).to.match(/^> Another paragraph\.?\n\n$/)
  })

  it('CV11.1 goes with the selection, and by Escape, which then does nothing else', async () => {
    await begin({ layout: 'popup', open: '' })
    select(prose(1))
    await until(button, 'the button')
    document.getSelection()?.removeAllRanges()
    await until(() => !button(), 'no button')
    select(prose(1))
    await until(button, 'the button')
    await sendKeys({ press: 'Escape' })
    expect(button()).to.equal(null)
    expect(talk.view.open).to.equal(true)
  })

  it('CV9 offers nothing where nothing can be written', async () => {
    await talk.show({ readonly: '' })
    const row = talk.messages[0] as HTMLElement
    row.tabIndex = -1
    await untilKeysWork(row)
    select(prose(0))
    // Longer than a selection takes to settle.
    for (let frame = 0; frame < 40; frame++) await nextFrame()
    expect(button()).to.equal(null)
  })
})
