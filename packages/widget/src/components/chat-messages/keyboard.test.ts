import { sendKeys } from '@web/test-runner-commands'
import { expect } from 'chai'
import { deepActiveElement } from '../../controllers/focusable-elements.ts'
import { find, findAll, until } from '../../testing/chat-page.ts'
import { Conversation } from '../../testing/conversation.ts'

describe('the conversation by keyboard alone', () => {
  let talk: Conversation
  let number: number
  beforeEach(async () => {
    number = 0
    talk = await Conversation.begin({ answer: () => `Answer ${++number}.`, pace: { mode: 'instant' } })
  })
  afterEach(() => talk.close())

  const focused = () => {
    const active = deepActiveElement()
    return (active?.getAttribute('aria-label') ?? active?.textContent ?? '').trim()
  }
  /** Presses Tab, or Shift and Tab, until the control of that name has the focus. */
  const goTo = async (name: string, back = false) => {
    if (back) await sendKeys({ down: 'Shift' })
    for (let step = 0; step < 40 && focused() !== name; step++) await sendKeys({ press: 'Tab' })
    if (back) await sendKeys({ up: 'Shift' })
    expect(focused()).to.equal(name)
  }
  const prose = () => find(talk.view, '.prose')?.textContent?.trim()

  it('UX1 a question is asked, its answer made anew and compared, edited, and deleted', async () => {
    await talk.show()
    await goTo('Message')
    await sendKeys({ type: 'Is it worth it?' })
    await sendKeys({ press: 'Enter' })
    await until(() => prose() === 'Answer 1.', 'the answer')
    await goTo('Ask again', true)
    await sendKeys({ press: 'Enter' })
    await until(() => prose() === 'Answer 2.', 'the second answer')
    await until(() => focused() === 'Message', 'the composer')
    await goTo('Earlier answer', true)
    await sendKeys({ press: 'Space' })
    await until(() => prose() === 'Answer 1.', 'the first answer')
    await goTo('Edit', true)
    await sendKeys({ press: 'Enter' })
    await until(() => focused() === 'Edit your question', 'the field')
    await sendKeys({ type: ' Really?' })
    await goTo('Ask again')
    await sendKeys({ press: 'Enter' })
    await until(() => prose() === 'Answer 3.', 'the new answer')
    await until(() => focused() === 'Message', 'the composer')
    await goTo('More', true)
    await sendKeys({ press: 'Enter' })
    await until(() => focused() === 'Quote', 'the menu')
    await sendKeys({ press: 'End' })
    await until(() => focused() === 'Delete', 'the last item')
    await sendKeys({ press: 'Enter' })
    await until(() => find(talk.view, 'dialog[open]'), 'the question')
    await goTo('Delete')
    await sendKeys({ press: 'Enter' })
    await until(() => find(talk.view, '.gone'), 'the line')
    await until(() => focused() === 'Message', 'the composer')
  })

  it('UX1 the list is scrolled by keys, and leaving its end by them counts', async () => {
    for (let turn = 0; turn < 15; turn++) talk.answer(`Answer ${turn}`)
    await talk.show()
    await goTo('Conversation')
    const list = deepActiveElement()
    const end = list?.scrollTop ?? 0
    await sendKeys({ press: 'PageUp' })
    await until(() => (list?.scrollTop ?? 0) < end - 50 && find(talk.view, '[part~=jump-latest]'), 'the pill')
    await sendKeys({ press: 'End' })
    await until(() => !find(talk.view, '[part~=jump-latest]'), 'no pill')
    expect(deepActiveElement() === list).to.equal(true)
  })

  it('UX1 the focus is never taken by what arrives', async () => {
    await talk.show()
    const outside = document.createElement('input')
    document.body.append(outside)
    outside.focus()
    talk.theirs('The wall is solid brick.')
    talk.answer('Then one is enough.')
    await until(() => findAll(talk.view, 'chat-message').length === 2, 'the messages')
    expect(document.activeElement === outside).to.equal(true)
    outside.remove()
  })
})
