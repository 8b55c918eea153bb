import { sendKeys } from '@web/test-runner-commands'
import { expect } from 'chai'
import { deepActiveElement } from '../../controllers/focusable-elements.ts'
import { find, findAll, until } from '../../testing/chat-page.ts'
import { Conversation } from '../../testing/conversation.ts'
import { pressKeys, untilKeysWork } from '../../testing/press-keys.ts'
import { runAxe } from '../../testing/run-axe.ts'

describe('<chat-commands>', () => {
  let talk: Conversation
  beforeEach(async () => {
    talk = await Conversation.begin()
    talk.mine('First')
  })
  afterEach(async () => {
    await talk.close()
    localStorage.clear()
  })

  const open = async (attributes: Record<string, string> = {}) => {
    await talk.show(attributes)
    const row = await until(() => talk.messages[0], 'the message')
    row.tabIndex = -1
    await untilKeysWork(find<HTMLElement>(talk.view, '[part~=input]') ?? row)
    return again()
  }
  const again = async () => {
    await pressKeys('Mod+K')
    const dialog = await until(() => find<HTMLDialogElement>(talk.view, 'dialog[open]'), 'the commands')
    const field = await until(() => find<HTMLInputElement>(dialog, '[role=combobox]'), 'the field')
    await until(() => deepActiveElement() === field, 'the focus')
    return { dialog, field }
  }
  const shown = () => findAll(talk.view, '[role=option]').map(option => find(option, '.grow')?.textContent ?? '')
  const chosen = () => find(talk.view, '[role=option][aria-selected=true] .grow')?.textContent ?? ''
  const closed = () => until(() => !find(talk.view, 'chat-commands'), 'no commands')

  it('CV2.2 typing narrows them down, Enter runs the chosen one, and the focus goes on from where it was', async () => {
    const { field } = await open()
    expect(shown()).to.include.members(['New conversation', 'Rename', 'Export as Markdown', 'Archive', 'Pin'])
    await sendKeys({ type: 'renam' })
    await until(() => shown().join() === 'Rename', 'one command')
    expect(field.getAttribute('aria-activedescendant')).to.equal(find(talk.view, '[role=option]')?.id)
    await sendKeys({ press: 'Enter' })
    await until(() => deepActiveElement()?.matches('input.rename'), 'the field for the title')
    await closed()
  })

  it('CV2.2 arrows go round, Escape closes, and the focus returns', async () => {
    await open()
    const [first = ''] = shown()
    expect(chosen()).to.equal(first)
    await sendKeys({ press: 'ArrowUp' })
    await until(() => chosen() === shown().at(-1), 'the last')
    await sendKeys({ press: 'ArrowDown' })
    await until(() => chosen() === first, 'the first')
    await sendKeys({ press: 'Escape' })
    await closed()
    await until(() => deepActiveElement() === find(talk.view, '[part~=input]'), 'the focus')
    await again()
    await pressKeys('Mod+K')
    await closed()
  })

  it('CV2.2 goes to another conversation', async () => {
    const other = talk.page.server.world.createThread(talk.me, 'Heat pumps')
    await until(() => talk.chat.$threads.get().items.some(({ id }) => id === other.thread.id), 'the conversation')
    await open()
    await sendKeys({ type: 'heat' })
    await until(() => shown().join() === 'Heat pumps', 'it')
    find(talk.view, '[role=option]')?.click()
    await until(() => talk.view.thread === other.thread.id, 'the other conversation')
    await closed()
  })

  it('CV2.2 says when nothing fits', async () => {
    await open()
    await sendKeys({ type: 'xyzzy' })
    const none = await until(() => find(talk.view, '.none:not([hidden])'), 'the words')
    expect(none.textContent).to.include('Nothing matches “xyzzy”.')
    expect(find(talk.view, '[role=combobox]')?.getAttribute('aria-expanded')).to.equal('false')
    await sendKeys({ press: 'Enter' })
    expect(find(talk.view, 'chat-commands')).not.to.equal(null)
  })

  it('CV9 offers what the reader may do, and nothing else', async () => {
    await open({ readonly: '' })
    expect(shown()).to.include('Export as Markdown')
    for (const denied of ['New conversation', 'Rename', 'Archive', 'Delete', 'Erase everything'])
      expect(shown()).not.to.include(denied)
  })

  for (const theme of ['light', 'dark'])
    it(`UX1 axe finds nothing in the commands and in the list of shortcuts, ${theme}`, async () => {
      document.documentElement.lang = 'en'
      await open({ theme })
      expect(await runAxe(talk.view)).to.deep.equal([])
      await sendKeys({ press: 'Escape' })
      await closed()
      await pressKeys('Mod+/')
      await until(() => find(talk.view, 'chat-shortcuts')?.shadowRoot?.querySelector('dialog[open]'), 'the list')
      expect(await runAxe(talk.view)).to.deep.equal([])
    })
})
