import { deepActiveElement } from '../../controllers/focusable-elements.ts'
import { find, until } from '../../testing/chat-page.ts'
import { Conversation } from '../../testing/conversation.ts'

describe('<chat-composer> where one does not write', () => {
  let talk: Conversation
  beforeEach(async () => {
    talk = await Conversation.begin({ answer: () => 'One two three four five six.' })
  })
  afterEach(async () => {
    await talk.close()
    localStorage.clear()
  })

  it('UX6 a restoring that is refused is told', async () => {
    talk.mine('Does the fee still apply?')
    await talk.show()
    await talk.chat.threads.archive(talk.row.thread.id)
    const restore = await talk.button('Restore')
    talk.page.server.refuse({ code: 'forbidden', only: 'commands' })
    restore.click()
    await until(() => find(talk.view, '.connection[role=alert]')?.textContent?.includes('not allowed'), 'the reason')
  })

  it('CV2 a stop that is refused is told', async () => {
    await talk.show()
    await talk.ask('Why?')
    const stop = await talk.button('Stop')
    talk.page.server.release(2)
    talk.page.server.refuse({ code: 'forbidden', only: 'commands' })
    stop.click()
    await until(() => find(talk.view, '.connection[role=alert]')?.textContent?.includes('not allowed'), 'the reason')
  })

  it('UX1 who was writing when it was archived elsewhere has the focus on what brings it back', async () => {
    talk.mine('Does the fee still apply?')
    await talk.show()
    await talk.button('Edit')
    const input = await until(() => find<HTMLTextAreaElement>(talk.view, '[part~=input]'), 'the input')
    input.focus()
    await talk.chat.threads.archive(talk.row.thread.id)
    const restore = await talk.button('Restore')
    await until(() => deepActiveElement() === restore, 'the focus')
  })

  it('CV2 an answer that runs on in an archived thread can be stopped', async () => {
    await talk.show()
    await talk.ask('Why?')
    await talk.button('Stop')
    talk.page.server.release(2)
    await talk.chat.threads.archive(talk.row.thread.id)
    await until(() => find(talk.view, '.banner'), 'the strip')
    ;(await talk.button('Stop')).click()
    await until(() => talk.messages.at(-1)?.shadowRoot?.textContent?.includes('Stopped'), 'its end')
    await until(() => !find(talk.view, '[part~=stop]'), 'the button’s end')
  })
})
