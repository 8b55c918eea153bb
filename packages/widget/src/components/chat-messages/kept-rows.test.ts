import { sendKeys } from '@web/test-runner-commands'
import { expect } from 'chai'
import { deepActiveElement } from '../../controllers/focusable-elements.ts'
import { find, findAll, until } from '../../testing/chat-page.ts'
import type { Conversation } from '../../testing/conversation.ts'
import { beginLong, drawn, goTo } from '../../testing/long-talk.ts'
import type { ChatMessage } from '../chat-message/chat-message.ts'

const many = 20_000

describe('the rows of a long history', () => {
  let talk: Conversation
  const begin = async (...options: Parameters<typeof beginLong>) => {
    const begun = await beginLong(...options)
    talk = begun.talk
    return begun.box
  }
  const keyOf = (message: Element) => (message as ChatMessage).key

  afterEach(() => talk.close())

  it('UX1 the row with the focus stays when it is scrolled away, and the focus with it', async () => {
    const box = await begin(many, many)
    const button = await until(() => {
      const actions = findAll(talk.view, 'chat-message-actions').at(-3)
      return actions && find(actions, 'button')
    }, 'a button')
    button.focus()
    const row = talk.messages.at(-3) as ChatMessage
    await goTo(box, box.scrollHeight / 2)
    expect(row.isConnected).to.equal(true)
    expect(deepActiveElement() === button).to.equal(true)
    expect(talk.messages.length).to.be.lessThan(40)
    ;(find(talk.view, '[part~=input]') as HTMLElement).focus()
    await goTo(box, box.scrollHeight / 4)
    await until(() => !row.isConnected, 'the end of it')
  })

  it('UX1 selected text stays selected when it is scrolled away', async () => {
    const box = await begin(many, many)
    const text = findAll(talk.view, '.bubble').at(-1) as HTMLElement
    getSelection()?.setBaseAndExtent(text, 0, text, text.childNodes.length)
    await goTo(box, box.scrollHeight / 2)
    expect(text.isConnected).to.equal(true)
    expect(getSelection()?.toString()).to.equal(text.textContent)
    getSelection()?.removeAllRanges()
    await goTo(box, box.scrollHeight / 4)
    await until(() => !text.isConnected, 'the end of it')
  })

  it('UX4 an edit that was begun is there when one comes back to it', async () => {
    const box = await begin(400, 400)
    const row = talk.messages.findLast(message => message.shadowRoot?.querySelector('.bubble')) as ChatMessage
    row.edit()
    const field = await until(() => find<HTMLTextAreaElement>(row, '.edit textarea'), 'the field')
    field.value = 'Changed my mind'
    ;(find(talk.view, '[part~=input]') as HTMLElement).focus()
    await goTo(box, 500)
    await goTo(box, box.scrollHeight)
    expect(field.isConnected && field.value).to.equal('Changed my mind')
  })

  it('UX1 a screen reader is told which message of how many it reads', async () => {
    await begin(60, 50)
    const line = () => talk.messages.at(-1)?.closest('.line')
    expect([line()?.getAttribute('aria-posinset'), line()?.getAttribute('aria-setsize')]).to.deep.equal(['50', '-1'])
    await talk.close()
    await begin(60, 60)
    expect([line()?.getAttribute('aria-posinset'), line()?.getAttribute('aria-setsize')]).to.deep.equal(['60', '60'])
  })

  it('UX1 Alt and arrows move from message to message, also to those that are not drawn yet', async () => {
    const view = await begin(300, 300)
    ;(find(talk.view, '[part~=input]') as HTMLElement).focus()
    await until(() => talk.messages.length > 0)
    const focused = () => talk.messages.find(message => deepActiveElement() === message)
    for (let tries = 0; tries < 50 && !focused(); tries++) {
      // The keys are loaded with the first focus.
      await sendKeys({ press: 'Alt+ArrowUp' })
      await drawn()
    }
    for (let step = 1; step <= 25; step++) {
      const before = keyOf(focused() as Element)
      await sendKeys({ press: 'Alt+ArrowUp' })
      await until(() => focused() && keyOf(focused() as Element) !== before, `message ${step}`)
      expect(talk.keys.indexOf(keyOf(focused() as Element))).to.equal(talk.keys.indexOf(before) - 1)
      const [place, box] = [(focused() as Element).getBoundingClientRect(), view.getBoundingClientRect()]
      await drawn()
      expect(place.bottom).to.be.greaterThan(box.top)
      expect(place.top).to.be.lessThan(box.bottom)
    }
  })
})
