import { sendKeys } from '@web/test-runner-commands'
import { expect } from 'chai'
import { deepActiveElement } from '../../controllers/focusable-elements.ts'
import { ChatPage, find, until } from '../../testing/chat-page.ts'

describe('<chat-view>', () => {
  let page: ChatPage
  beforeEach(() => {
    page = new ChatPage({ answer: () => 'Warm rooms, **smaller** bills.' })
  })
  afterEach(() => page.close())

  it('EM1 gives a working chat: a question is asked and answered', async () => {
    const view = page.view({ layout: 'page' })
    const input = await until(() => find<HTMLTextAreaElement>(view, '[part~=input]'), 'the input')
    input.focus()
    await sendKeys({ type: 'Why?' })
    await sendKeys({ press: 'Enter' })
    const answer = await until(() => find(view, '[part~=message-assistant] strong'), 'the answer')
    expect(answer.textContent).to.equal('smaller')
    expect(deepActiveElement()).to.equal(input)
  })
})
