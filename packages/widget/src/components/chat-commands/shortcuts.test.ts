import { sendKeys } from '@web/test-runner-commands'
import { expect } from 'chai'
import { deepActiveElement } from '../../controllers/focusable-elements.ts'
import { find, findAll, nextFrame, until } from '../../testing/chat-page.ts'
import { Conversation } from '../../testing/conversation.ts'
import { pressKeys, untilKeysWork } from '../../testing/press-keys.ts'

describe('keyboard shortcuts', () => {
  let talk: Conversation
  beforeEach(async () => {
    talk = await Conversation.begin({ answer: () => 'One two three four five six.' })
  })
  afterEach(async () => {
    await talk.close()
    localStorage.clear()
  })

  const input = () => until(() => find<HTMLTextAreaElement>(talk.view, '[part~=input]'), 'the input')
  const begin = async (attributes: Record<string, string> = {}, size = { width: 600, height: 500 }) => {
    await talk.show(attributes, size)
    const field = await input()
    await untilKeysWork(field)
    return field
  }
  const writing = () => until(() => deepActiveElement() === find(talk.view, '[part~=input]'), 'the focus')

  it('CV2.1 a shortcut that is pressed before its code is there does what it is for as soon as it is', async () => {
    await talk.show({}, { width: 600, height: 500 })
    const field = await input()
    field.focus()
    const init = { key: 'k', ctrlKey: true, bubbles: true, composed: true, cancelable: true }
    field.dispatchEvent(new KeyboardEvent('keydown', init))
    await until(() => find(talk.view, 'dialog[open]'), 'the command menu')
  })

  it('CV2.1 Escape stops the answer; the popup stays open until it is pressed again', async () => {
    const field = await begin({ layout: 'popup', open: '' })
    await talk.ask('Why?')
    await talk.button('Stop')
    talk.page.server.release(2)
    field.focus()
    await sendKeys({ press: 'Escape' })
    await until(() => find(talk.view, '.notice'), 'the notice')
    expect(talk.view.open).to.equal(true)
    await until(() => !find(talk.view, '[part~=stop]'), 'the end')
    await sendKeys({ press: 'Escape' })
    expect(talk.view.open).to.equal(false)
  })

  it('CV2.1 Escape closes a menu first, and the answer goes on', async () => {
    talk.mine('Is it worth it?')
    await begin()
    await talk.ask('Why?')
    await talk.button('Stop')
    ;(await talk.button('Conversation menu')).click()
    await until(() => deepActiveElement()?.matches('[role=menuitem]'), 'the menu')
    await sendKeys({ press: 'Escape' })
    await until(() => !find(talk.view, '[role=menu]'), 'no menu')
    expect(find(talk.view, '[part~=stop]'), 'the running answer').not.to.equal(null)
  })

  it('CV2.1 the arrow up in an empty composer edits the last own question, in one with text it does not', async () => {
    talk.mine('First')
    talk.answer('Yes.')
    talk.mine('Second')
    talk.answer('No.')
    talk.theirs('Third')
    const field = await begin()
    await sendKeys({ type: 'a' })
    await sendKeys({ press: 'ArrowUp' })
    await nextFrame()
    expect(find(talk.view, '.edit')).to.equal(null)
    await sendKeys({ press: 'Delete' })
    expect(field.value).to.equal('')
    await sendKeys({ press: 'ArrowUp' })
    const editor = await until(() => find<HTMLTextAreaElement>(talk.view, '.edit textarea'), 'the editor')
    expect(editor.value).to.equal('Second')
    await until(() => deepActiveElement() === editor, 'the focus')
    await sendKeys({ press: 'Escape' })
    await until(() => !find(talk.view, '.edit'), 'the message')
    expect(field.value).to.equal('')
  })

  it('CV2.1 a composition’s keys are no shortcuts', async () => {
    talk.mine('First')
    const field = await begin()
    const init = { key: 'ArrowUp', isComposing: true, bubbles: true, composed: true, cancelable: true }
    expect(field.dispatchEvent(new KeyboardEvent('keydown', init))).to.equal(true)
    await nextFrame()
    expect(find(talk.view, '.edit')).to.equal(null)
  })

  it('CV2.1 goes from message to message, and back to where one writes', async () => {
    talk.mine('First')
    talk.answer('Yes.')
    talk.mine('Second')
    await begin()
    const rows = talk.messages
    const focused = () => rows.indexOf(rows.find(row => row.matches(':focus')) as HTMLElement)
    await pressKeys('Alt+ArrowUp')
    await until(() => focused() === 2, 'the newest')
    await pressKeys('Alt+ArrowUp')
    await pressKeys('Alt+ArrowUp')
    await until(() => focused() === 0, 'the oldest')
    await pressKeys('Alt+ArrowUp')
    expect(focused()).to.equal(0)
    await pressKeys('Alt+ArrowDown')
    await until(() => focused() === 1, 'the next')
    await pressKeys('Shift+Escape')
    await writing()
  })

  it('CV2.1 a question mark opens the list of shortcuts, but not where one writes', async () => {
    talk.mine('First')
    const field = await begin()
    await sendKeys({ type: '?' })
    await nextFrame()
    expect(field.value).to.equal('?')
    expect(find(talk.view, 'chat-shortcuts')).to.equal(null)
    await pressKeys('Alt+ArrowUp')
    await until(() => talk.messages[0]?.matches(':focus'), 'the message')
    await sendKeys({ type: '?' })
    const list = await until(() => find<HTMLDialogElement>(talk.view, 'dialog[open]'), 'the list')
    const rows = findAll(list, 'dl > div').map(({ textContent }) => textContent?.replace(/\s+/g, ' ').trim())
    expect(rows.some(row => row?.startsWith('New conversation'))).to.equal(true)
    expect(rows.some(row => row?.startsWith('Edit the last question') && row.includes('Arrow up'))).to.equal(true)
    await sendKeys({ press: 'Escape' })
    await until(() => !find(talk.view, 'chat-shortcuts'), 'no list')
    await until(() => talk.messages[0]?.matches(':focus'), 'the message')
  })

  it('CV2.1 begins a conversation, and looks for one, also where the list is folded', async () => {
    talk.mine('First')
    await begin({ layout: 'page' }, { width: 400, height: 600 })
    await pressKeys('Mod+Shift+F')
    await until(() => deepActiveElement()?.matches('[part~=search]'), 'the search')
    await sendKeys({ press: 'Escape' })
    await until(() => find(talk.view, '.drawer')?.hidden, 'the conversation')
    await pressKeys('Mod+Shift+O')
    await until(() => talk.view.thread === null, 'the new conversation')
    await writing()
  })

  it('CV9 what the reader may not do, no key does', async () => {
    talk.mine('First')
    await talk.show({ readonly: '' })
    const row = await until(() => talk.messages[0])
    row.tabIndex = -1
    await untilKeysWork(row)
    await pressKeys('Mod+Shift+O')
    await sendKeys({ press: 'F2' })
    await nextFrame()
    expect(talk.view.thread).to.equal(talk.row.thread.id)
    expect(find(talk.view, 'input.rename')).to.equal(null)
  })

  it('CV2.1 a key outside of the widget is the page’s', async () => {
    await begin()
    const outside = document.createElement('input')
    document.body.append(outside)
    outside.focus()
    await pressKeys('Mod+/')
    await nextFrame()
    expect(find(talk.view, 'chat-shortcuts')).to.equal(null)
    outside.remove()
  })

  it('CV2.1 menus show the keys of what they offer, and keep their names', async () => {
    talk.mine('First')
    await begin()
    ;(await talk.button('Conversation menu')).click()
    const rename = await until(
      () => findAll(talk.view, '[role=menuitem]').find(({ textContent }) => textContent?.trim() === 'Rename'),
      'the item',
    )
    const keys = await until(() => find(rename, 'kbd'), 'its keys')
    expect(keys.getAttribute('data-keys')).to.equal('F2')
    await sendKeys({ press: 'Escape' })
    await sendKeys({ press: 'F2' })
    await until(() => deepActiveElement()?.matches('input.rename'), 'the field')
  })
})
