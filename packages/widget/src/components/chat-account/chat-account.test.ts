import type { Chat, Receipt } from '@chat-view/sdk'
import { memoryStorage } from '@chat-view/sdk/testing'
import { sendKeys } from '@web/test-runner-commands'
import { expect } from 'chai'
import { deepActiveElement } from '../../controllers/focusable-elements.ts'
import { ChatPage, find, findAll, until } from '../../testing/chat-page.ts'
import { runAxe } from '../../testing/run-axe.ts'
import type { ChatView } from '../chat-view/chat-view.ts'

const calm = document.createElement('style')
calm.textContent = 'html { background: Canvas; color-scheme: light dark }'

describe('<chat-account>', () => {
  let page: ChatPage
  let chat: Chat
  let id: string
  let saved: { name: string; blob: Blob }[]
  const { click } = HTMLAnchorElement.prototype
  const { createObjectURL } = URL
  beforeEach(async () => {
    page = new ChatPage()
    chat = page.chat()
    const thread = chat.thread()
    await thread.send('Why?').done
    id = thread.id ?? ''
    saved = []
    let last: Blob | null = null
    URL.createObjectURL = blob => {
      last = blob as Blob
      return createObjectURL.call(URL, blob)
    }
    HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
      if (last) saved.push({ name: this.download, blob: last })
    }
  })
  afterEach(async () => {
    HTMLAnchorElement.prototype.click = click
    URL.createObjectURL = createObjectURL
    calm.remove()
    await page.close()
  })

  const me = (): string => chat.$session.get()?.user.id ?? ''
  const named = (view: ChatView, selector: string, name: string) =>
    until(() => findAll(view, selector).find(({ textContent }) => textContent?.trim() === name), name)
  const menu = async (view: ChatView, item: string, label = 'Your data'): Promise<void> => {
    const button = await named(view, '.end button', label)
    button.focus()
    button.click()
    ;(await named(view, '[role=menuitem]', item)).click()
  }
  const dialog = (view: ChatView) => find(view, 'chat-account')?.shadowRoot?.querySelector('dialog')
  const within = (view: ChatView, selector: string, name: string) =>
    until(() => {
      const account = find(view, 'chat-account')
      return account && findAll(account, selector).find(({ textContent }) => textContent?.trim() === name)
    }, name)
  const press = async (view: ChatView, name: string): Promise<void> => {
    ;(await within(view, 'button', name)).click()
  }
  const draftsOf = (user: string): string => `chat-view:drafts:${user}`

  it('CV12 saves everything as Markdown and as JSON', async () => {
    const view = page.view({ layout: 'page' }, chat)
    await menu(view, 'Export everything (Markdown)')
    await until(() => saved.length === 1, 'the file')
    await menu(view, 'Export everything (JSON)')
    await until(() => saved.length === 2, 'the file')
    expect(saved.map(({ name }) => name)).to.deep.equal(['My conversations.md', 'My conversations.json'])
    expect(await saved[0]?.blob.text()).to.contain('Why?')
    expect(JSON.parse((await saved[1]?.blob.text()) ?? '')).to.have.property('threads')
  })

  it('UX6 tells why nothing could be exported', async () => {
    const view = page.view({ layout: 'page' }, chat)
    page.server.refuse({ code: 'rate_limited', only: '/v1/me' })
    await menu(view, 'Export everything (JSON)')
    const told = await until(() => find(view, '.thread-list [role=alert]'), 'the words')
    expect(told.textContent).to.contain('Too many requests')
    expect(saved).to.deep.equal([])
  })

  it('CV12 erases everything after two questions, shows the receipt, saves it, and no draft is left', async () => {
    const view = page.view({ layout: 'page' }, chat)
    const user = me()
    const input = await until(() => find<HTMLTextAreaElement>(view, '[part~=input]'), 'the input')
    input.value = 'Half a secret'
    input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }))
    await until(() => localStorage.getItem(draftsOf(user))?.includes('Half a secret'), 'the draft')
    await menu(view, 'Erase everything')
    await until(() => dialog(view)?.open, 'the question')
    expect(deepActiveElement()?.textContent?.trim()).to.equal('Cancel')
    await press(view, 'Continue')
    await within(view, 'h3', 'Are you really sure?')
    await until(() => deepActiveElement()?.textContent?.trim() === 'Cancel', 'the harmless answer')
    expect(page.server.world.users.has(user)).to.equal(true)
    await press(view, 'Erase for ever')
    await within(view, 'h3', 'Everything is erased.')
    expect(page.server.world.users.has(user)).to.equal(false)
    for (const name of Object.keys(localStorage)) expect(localStorage.getItem(name)).not.to.contain('Half a secret')
    expect(localStorage.getItem(draftsOf(user))).to.equal(null)
    expect(input.value).to.equal('')
    await press(view, 'Save receipt')
    const receipt: Receipt = JSON.parse((await saved[0]?.blob.text()) ?? '')
    expect(saved[0]?.name).to.equal('Receipt of erasure.json')
    expect(receipt).to.include({ signature: 'fake' })
    expect(dialog(view)?.textContent).to.contain(receipt.id)
    await sendKeys({ press: 'Escape' })
    expect(dialog(view)?.open).to.equal(true)
  })

  it('CV12 the receipt stays where the drawer folds from which it was asked for', async () => {
    const view = page.view({ layout: 'inline', thread: id }, chat)
    view.parentElement?.style.setProperty('inline-size', '400px')
    const button = () => find(view, 'chat-thread-header')?.shadowRoot?.querySelector<HTMLElement>('.sidebar-button')
    ;(await until(button, 'the button')).click()
    await menu(view, 'Erase everything')
    await press(view, 'Continue')
    await press(view, 'Erase for ever')
    await within(view, 'h3', 'Everything is erased.')
    await until(() => find(view, '.drawer')?.hidden, 'the end of the drawer')
    await press(view, 'Save receipt')
    expect(dialog(view)?.checkVisibility()).to.equal(true)
    await press(view, 'Close')
    await until(() => find(view, 'chat-account') === null, 'the end of the dialog')
  })

  it('CV12 a failure erases nothing of the device, is told, and can be tried again', async () => {
    const view = page.view({ layout: 'page' }, chat)
    const user = me()
    localStorage.setItem(draftsOf(user), JSON.stringify([['new', 'Kept']]))
    await menu(view, 'Erase everything')
    await press(view, 'Continue')
    page.server.refuse({ code: 'store_unavailable', only: '/v1/me' })
    await press(view, 'Erase for ever')
    await within(view, 'h3', 'The erasure could not be confirmed.')
    expect(dialog(view)?.textContent).to.contain('busy')
    expect(localStorage.getItem(draftsOf(user))).to.contain('Kept')
    expect(chat.$session.get()?.user.id).to.equal(user)
    await press(view, 'Retry')
    await within(view, 'h3', 'Everything is erased.')
    expect(localStorage.getItem(draftsOf(user))).to.equal(null)
  })

  it('UX1 Escape is a no, and the focus goes back', async () => {
    const view = page.view({ layout: 'page' }, chat)
    await menu(view, 'Erase everything')
    await until(() => dialog(view)?.open, 'the question')
    await sendKeys({ press: 'Escape' })
    await until(() => find(view, 'chat-account') === null, 'the end of it')
    expect(deepActiveElement()?.textContent?.trim()).to.equal('Your data')
    expect(page.server.world.users.has(me())).to.equal(true)
  })

  it('CV9 a page that wants it to be looked at only offers the export alone', async () => {
    const view = page.view({ layout: 'page', readonly: '' }, chat)
    ;(await named(view, '.end button', 'Your data')).click()
    await until(() => findAll(view, '[role=menuitem]').length > 0, 'the menu')
    const offered = findAll(view, '[role=menuitem]').map(item => item.textContent?.trim() ?? '')
    expect(offered.filter(name => /^Export/.test(name))).to.have.length(2)
    expect(offered.filter(name => /^Erase/.test(name))).to.deep.equal([])
  })

  for (const theme of ['light', 'dark'])
    it(`UX1 axe finds nothing in the questions, a failure and the receipt, ${theme}`, async () => {
      document.head.append(calm)
      document.documentElement.lang = 'en'
      const view = page.view({ layout: 'page', theme }, chat)
      await menu(view, 'Erase everything')
      await until(() => dialog(view)?.open, 'the question')
      expect(await runAxe(view), 'first').to.deep.equal([])
      await press(view, 'Continue')
      await within(view, 'h3', 'Are you really sure?')
      expect(await runAxe(view), 'second').to.deep.equal([])
      page.server.refuse({ code: 'store_unavailable', only: '/v1/me' })
      await press(view, 'Erase for ever')
      await within(view, 'button', 'Retry')
      expect(await runAxe(view), 'failed').to.deep.equal([])
      await press(view, 'Retry')
      await within(view, 'button', 'Save receipt')
      expect(await runAxe(view), 'receipt').to.deep.equal([])
    })

  it('EM10 speaks Arabic from right to left', async () => {
    const view = page.view({ layout: 'page', locale: 'ar' }, page.chat(memoryStorage()))
    await menu(view, 'محو كل شيء', 'بياناتك')
    await until(() => dialog(view)?.open, 'the question')
    expect(dialog(view)?.getAttribute('dir')).to.equal('rtl')
  })
})
