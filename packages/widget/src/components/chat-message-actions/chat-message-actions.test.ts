import { sendKeys } from '@web/test-runner-commands'
import { expect } from 'chai'
import { deepActiveElement } from '../../controllers/focusable-elements.ts'
import { find, findAll, until } from '../../testing/chat-page.ts'
import { Conversation } from '../../testing/conversation.ts'

describe('<chat-message-actions>', () => {
  let talk: Conversation
  const { clipboard } = navigator
  let copied: string[]

  beforeEach(async () => {
    copied = []
    Object.defineProperty(navigator, 'clipboard', {
      configurable: true,
      value: { writeText: async (text: string) => void copied.push(text) },
    })
    talk = await Conversation.begin()
  })
  afterEach(async () => {
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: clipboard })
    await talk.close()
  })

  const menuItem = (name: string) =>
    until(() => findAll(talk.view, '[role=menuitem]').find(({ textContent }) => textContent?.trim() === name), name)
  const focusIsOn = (name: string) => until(() => deepActiveElement()?.getAttribute('aria-label') === name, name)
  const feedback = (id: string) => talk.row.messages.get(id)?.feedback

  it('CV2 copies what was written, and says so', async () => {
    talk.answer('Warm rooms, **smaller** bills.')
    await talk.show()
    ;(await talk.button('Copy')).click()
    await talk.button('Copied')
    expect(copied).to.deep.equal(['Warm rooms, **smaller** bills.'])
    expect(talk.announced).to.include('Copied')
  })

  it('CV2 deletes after a question, and puts the focus where one writes', async () => {
    const { id } = talk.mine('Is it worth it?')
    await talk.show()
    const more = await talk.button('More', talk.messages[0])
    more.focus()
    more.click()
    ;(await menuItem('Delete')).click()
    const dialog = await until(() => find<HTMLDialogElement>(talk.view, 'dialog[open]'), 'the question')
    expect(dialog.textContent).to.include('Delete this message?')
    ;(await talk.button('Cancel', dialog)).click()
    await until(() => !find(talk.view, 'dialog[open]'), 'the message')
    await focusIsOn('More')
    expect(talk.row.messages.get(id)?.deletedAt).to.equal(null)
    more.click()
    ;(await menuItem('Delete')).click()
    ;(await talk.button('Delete', await until(() => find(talk.view, 'dialog[open]')))).click()
    await until(() => find(talk.view, '.gone'), 'the line')
    await focusIsOn('Message')
    await until(() => talk.announced.includes('Message deleted.'), 'the words')
  })

  it('CV2 takes an opinion, asks for the reason, which can be changed, and takes it back', async () => {
    const { id } = talk.answer('Warm rooms.')
    await talk.show()
    const bad = await talk.button('Bad answer')
    bad.click()
    await until(() => feedback(id)?.rating === 'down', 'the opinion')
    const reason = await talk.button('Not what I asked')
    reason.focus()
    reason.click()
    await until(() => feedback(id)?.reason === 'off-topic', 'the reason')
    expect(Boolean(find(talk.view, '.tool'))).to.equal(false)
    await focusIsOn('Copy')
    await until(() => talk.announced.includes('Thank you. That helps.'), 'the words')
    await until(() => bad.getAttribute('aria-pressed') === 'true', 'the pressed button')
    bad.click()
    const former = await talk.button('Not what I asked')
    expect(former.getAttribute('aria-pressed')).to.equal('true')
    ;(await talk.button('Too long')).click()
    await until(() => feedback(id)?.reason === 'too-long', 'the other reason')
    bad.click()
    ;(await talk.button('Take the rating back')).click()
    await until(() => feedback(id) === null, 'no opinion')
    await until(() => bad.getAttribute('aria-pressed') === 'false', 'the button')
    ;(await talk.button('Good answer')).click()
    await until(() => feedback(id)?.rating === 'up', 'the other opinion')
    expect(Boolean(find(talk.view, '.tool'))).to.equal(false)
  })

  it('UX1 closes the reasons by Escape, and the popup stays open', async () => {
    talk.answer('Warm rooms.')
    const view = await talk.show({ layout: 'popup', open: '' })
    ;(await talk.button('Bad answer')).click()
    ;(await talk.button('Too long')).focus()
    await sendKeys({ press: 'Escape' })
    await until(() => !find(view, '.tool'), 'no reasons')
    expect(view.open).to.equal(true)
  })

  it('CV11.1 quotes a message where the caret is, and the draft stays', async () => {
    talk.theirs('It is solid.\n\nBrick, I think.')
    await talk.show()
    const field = await until(() => find<HTMLTextAreaElement>(talk.view, '[part~=input]'))
    field.value = 'You said:and more'
    field.dispatchEvent(new InputEvent('input', { bubbles: true }))
    field.setSelectionRange(9, 9)
    ;(await talk.button('More', talk.messages[0])).click()
    ;(await menuItem('Quote')).click()
    await until(() => field.value !== 'You said:and more', 'the quotation')
    expect(field.value).to.equal('You said:\n\n> It is solid.\n>\n> Brick, I think.\n\nand more')
    expect(field.value.slice(field.selectionStart)).to.equal('and more')
    expect(deepActiveElement() === field).to.equal(true)
    expect(talk.announced).to.include('Quoted in the message field.')
    talk.view.remove()
    await talk.show()
    const again = await until(() => find<HTMLTextAreaElement>(talk.view, '[part~=input]'))
    await until(() => again.value.includes('> Brick'), 'the draft')
  })

  it('CV11.1 offers no quoting where nothing can be written, and no link where threads have no address', async () => {
    talk.mine('Is it worth it?')
    await talk.show({ readonly: '' })
    expect(findAll(talk.view, '.more')).to.have.length(0)
  })

  it('CV4 shows what a message said before', async () => {
    const { id } = talk.mine('First')
    talk.answer('Yes.')
    await talk.show()
    const thread = talk.chat.thread(talk.row.thread.id)
    thread.edit(id, 'Second')
    await until(() => talk.page.server.answers.running.size > 0, 'the answer')
    talk.page.server.release()
    await until(() => find(talk.view, '.edited'), 'the mark')
    ;(await talk.button('More', talk.messages[0])).click()
    ;(await menuItem('Earlier versions')).click()
    const list = await until(() => find(talk.view, '.earlier'), 'the list')
    expect(findAll(list, 'p').map(({ textContent }) => textContent)).to.deep.equal(['First'])
    await focusIsOn('Earlier versions')
    await sendKeys({ press: 'Escape' })
    await until(() => !find(talk.view, '.earlier'), 'no list')
    thread.close()
  })

  it('UX1 are reached by the keyboard where they are hidden from the pointer', async () => {
    talk.mine('Is it worth it?')
    talk.answer('Yes.')
    await talk.show()
    const actions = await until(() => find(talk.messages[0] ?? document, '[part~=message-actions]'))
    expect(getComputedStyle(actions).opacity).to.equal('0')
    actions.querySelector('button')?.focus()
    await until(() => getComputedStyle(actions).opacity === '1', 'the actions')
  })

  it('UX4 appear without moving anything', async () => {
    talk.mine('Is it worth it?')
    talk.answer('Yes.')
    talk.mine('Why?')
    talk.answer('Because.')
    await talk.show()
    const places = () => talk.messages.map(message => message.getBoundingClientRect().top)
    const before = places()
    for (const message of talk.messages) {
      find(message, 'button')?.focus()
      expect(places()).to.deep.equal(before)
    }
  })

  const closings: Readonly<Record<string, () => Promise<unknown>>> = {
    'a viewer': async () => void talk.row.members.set(talk.me, { role: 'viewer', since: 0, pinned: false, readSeq: 0 }),
    'an archived thread': () => talk.chat.threads.archive(talk.row.thread.id),
  }
  for (const [who, close] of Object.entries(closings))
    it(`CV3 CV9 ${who}: the earlier answers can be read, and what all see stays`, async () => {
      talk.mine('Is it worth it?')
      const { id } = talk.answer('Yes.')
      const thread = talk.chat.thread(talk.row.thread.id)
      await until(() => thread.$timeline.get().keys.length === 2, 'the answer')
      thread.regenerate(id)
      await until(() => talk.page.server.answers.running.size > 0, 'another answer')
      talk.page.server.release()
      await until(() => talk.page.server.answers.running.size === 0, 'its end')
      thread.close()
      await close()
      await talk.show()
      const shown = () => find(talk.view, '.prose')?.textContent?.trim()
      const latest = shown()
      ;(await talk.button('Earlier answer')).click()
      await until(() => shown() === 'Yes.', 'the earlier one')
      await until(() => talk.announced.includes('Answer 1 of 2.'), 'the words')
      expect(talk.row.messages.get(id)?.versions.shown).to.equal(2)
      ;(await talk.button('Later answer')).click()
      await until(() => shown() === latest, 'the later one')
    })
})
