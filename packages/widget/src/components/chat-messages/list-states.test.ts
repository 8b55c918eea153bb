import type { ChatSession } from '@chat-view/sdk'
import { sendKeys } from '@web/test-runner-commands'
import { expect } from 'chai'
import { atom } from 'nanostores'
import { deepActiveElement } from '../../controllers/focusable-elements.ts'
import { find, findAll, nextFrame, until } from '../../testing/chat-page.ts'
import { Conversation } from '../../testing/conversation.ts'

describe('the states of a list', () => {
  let talk: Conversation
  beforeEach(async () => {
    talk = await Conversation.begin()
  })
  afterEach(() => talk.close())

  it('CV8 greets in an empty thread and sends a starter prompt; the focus goes to the composer', async () => {
    const view = await talk.show({ thread: '' })
    view.prompts = ['What would it save?', 'Is it worth it?']
    const prompts = await until(() => {
      const found = findAll(view, '[part~=prompt]')
      return found.length === 2 && found
    }, 'the prompts')
    prompts[0]?.focus()
    await sendKeys({ press: 'Enter' })
    const bubble = await until(() => find(view, '.bubble'), 'the question')
    expect(bubble.textContent).to.equal('What would it save?')
    await until(() => deepActiveElement()?.localName === 'textarea', 'the focus')
  })

  it('CV8 CV9 nothing is proposed in an archived thread, or to those who only read', async () => {
    const { id } = talk.row.thread
    await talk.chat.threads.archive(id)
    const view = await talk.show()
    view.prompts = ['What would it save?']
    for (let frame = 0; frame < 4; frame++) await nextFrame()
    expect(findAll(view, '[part~=prompt]')).to.have.length(0)
    await talk.chat.threads.restore(id)
    await until(() => findAll(view, '[part~=prompt]').length === 1, 'the prompts')
  })

  it('CV8 a starter prompt that is refused before it is a message stays, and that is told', async () => {
    const view = await talk.show({ thread: '' })
    view.prompts = ['What would it save?']
    const prompt = await until(() => find(view, '[part~=prompt]'), 'the prompt')
    await talk.chat.close()
    prompt.click()
    await until(() => find(view, '[role=alert]')?.textContent?.includes('Disconnected.'), 'the reason')
    expect(talk.messages).to.have.length(0)
    expect(find(view, '[part~=prompt]')).to.equal(prompt)
  })

  it('CV8 a greeting that is taller than its box is read from its beginning', async () => {
    const view = await talk.show({ thread: '' }, { width: 320, height: 300 })
    view.prompts = ['What would it save?', 'Is it worth it?', 'What does it cost?', 'Who does it?']
    const box = await until(() => find(view, '.messages'), 'the list')
    await until(
      () => findAll(view, '[part~=prompt]').length === 4 && box.scrollHeight > box.clientHeight,
      'the prompts',
    )
    for (let frame = 0; frame < 4; frame++) await nextFrame()
    expect(box.scrollTop).to.equal(0)
  })

  const isSeen = (element: Element | null): boolean => element?.checkVisibility({ visibilityProperty: true }) ?? false

  it('UX6 greets once the project is known, so that neither words nor places change before one’s eyes', async () => {
    const $session = atom<ChatSession | null>(null)
    const view = talk.page.view({ layout: 'inline' }, { ...talk.chat, $session })
    const greeting = await until(() => find(view, '.empty h3'), 'the greeting')
    for (let frame = 0; frame < 6; frame++) await nextFrame()
    expect(isSeen(greeting)).to.equal(false)
    const session = talk.chat.$session.get()
    if (!session) throw new Error('no session')
    $session.set({ ...session, project: { ...session.project, greeting: 'Welcome to us', prompts: ['Why?'] } })
    await until(() => isSeen(greeting), 'it is shown')
    expect(greeting.textContent).to.equal('Welcome to us')
    expect(findAll(view, '[part~=prompt]')).to.have.length(1)
  })

  it('UX6 greets all the same where the project stays unknown', async () => {
    const view = talk.page.view({ layout: 'inline' }, { ...talk.chat, $session: atom(null) })
    await until(() => isSeen(find(view, '.empty h3')), 'the greeting of the hour')
  })

  it('EM9 shows what the page has put into the empty slot instead', async () => {
    const view = await talk.show({ thread: '' })
    await until(() => find(view, '.empty'), 'the greeting')
    const own = document.createElement('p')
    own.slot = 'empty'
    own.textContent = 'Welcome to us'
    view.append(own)
    await until(() => !find(view, '.empty'), 'no greeting')
    expect(own.getBoundingClientRect().height).to.be.greaterThan(0)
    own.remove()
    await until(() => find(view, '.empty'), 'the greeting')
  })

  it('CV7 shows who is typing', async () => {
    talk.mine('Is it worth it?')
    talk.answer('Yes.')
    await talk.show()
    const user = { id: '00000000-0000-7000-9000-0000000000aa', name: 'Jon' }
    const { id } = talk.row.thread
    const say = (on: boolean) => {
      for (const connection of talk.page.server.connections) connection.say({ type: 'typing', thread: id, user, on })
    }
    say(true)
    // Its words come with the others that a first conversation can do without.
    await until(() => find(talk.view, '[part~=typing]')?.textContent?.includes('Jon is typing'), 'the line')
    say(false)
    await until(() => !find(talk.view, '[part~=typing]'), 'no line')
  })

  it('UX6 says that a thread was deleted, and offers a new one', async () => {
    talk.mine('Is it worth it?')
    talk.answer('Yes.')
    await talk.show()
    await talk.chat.threads.delete(talk.row.thread.id)
    await until(() => find(talk.view, '.empty h3')?.textContent === 'This conversation was deleted.', 'the words')
    ;(await talk.button('New conversation', await until(() => find(talk.view, 'chat-messages')?.shadowRoot))).click()
    await until(() => find(talk.view, '[part~=input]'), 'a composer')
  })
})
