import type { Chat } from '@chat-view/sdk'
import { memoryStorage } from '@chat-view/sdk/testing'
import { sendKeys } from '@web/test-runner-commands'
import { expect } from 'chai'
import { deepActiveElement } from '../../controllers/focusable-elements.ts'
import { ChatPage, find, findAll, until } from '../../testing/chat-page.ts'
import { runAxe } from '../../testing/run-axe.ts'
import type { ChatView } from '../chat-view/chat-view.ts'

const calm = document.createElement('style')
calm.textContent = 'html { background: Canvas; color-scheme: light dark }'

describe('<chat-people>', () => {
  let page: ChatPage
  let chat: Chat
  let id: string
  beforeEach(async () => {
    page = new ChatPage()
    chat = page.chat()
    const thread = chat.thread()
    await thread.send('Why?').done
    id = thread.id ?? ''
    page.server.world.user(jon(), 'known', 'Jon Pell')
  })
  afterEach(async () => {
    calm.remove()
    await page.close()
  })

  const jon = (): string => page.server.sessions.known('jon').id
  const row = () => {
    const found = page.server.world.threads.get(id)
    if (!found) throw new Error('no thread')
    return found
  }
  const me = (): string => chat.$session.get()?.user.id ?? ''
  const menu = (view: ChatView) => until(() => find(view, '[part~=header] .thread-menu'), 'the menu button')
  const open = async (attributes: Readonly<Record<string, string>> = {}, named = 'People'): Promise<ChatView> => {
    const view = page.view({ layout: 'page', thread: id, ...attributes }, chat)
    const button = await menu(view)
    button.focus()
    button.click()
    const item = await until(() => findAll(view, '[role=menuitem]').find(is(named)), 'the item')
    item.click()
    await until(() => dialog(view), 'the dialog')
    await until(() => persons(view).length > 0, 'the people')
    return view
  }
  const dialog = (view: ChatView) =>
    find<HTMLDialogElement>(view, 'chat-people')?.shadowRoot?.querySelector('dialog[open]')
  const persons = (view: ChatView): string[] =>
    findAll(view, '.persons .person').map(({ textContent }) => (textContent ?? '').replace(/\s+/g, ' ').trim())
  const is = (name: string) => (one: HTMLElement) => (one.ariaLabel ?? one.textContent ?? '').trim() === name
  const inside = (view: ChatView, selector: string): HTMLElement[] => {
    const people = find(view, 'chat-people')
    return people ? findAll(people, selector) : []
  }
  const button = (view: ChatView, name: string) => until(() => inside(view, 'button').find(is(name)), name)
  const alerts = (view: ChatView) => inside(view, '[role=alert]')[0]?.textContent

  it('CV10 shows who is there, what they can do, and who the reader is', async () => {
    page.server.world.join(row(), jon(), 'viewer')
    const view = await open()
    expect(persons(view)[0]).to.contain('You').and.to.contain('Owner')
    expect(persons(view)[1]).to.contain('Jon Pell')
    expect(find<HTMLSelectElement>(view, '.persons select')?.value).to.equal('viewer')
  })

  it('CV10 the owner changes a role; one that is refused is given back and told', async () => {
    page.server.world.join(row(), jon(), 'viewer')
    const view = await open()
    const picker = await until(() => find<HTMLSelectElement>(view, '.persons select'), 'the roles')
    const pick = (role: string): void => {
      picker.value = role
      picker.dispatchEvent(new Event('change', { bubbles: true }))
    }
    pick('collaborator')
    await until(() => row().members.get(jon())?.role === 'collaborator', 'the server’s word')
    await until(() => inside(view, '[role=status]')[0]?.textContent?.includes('Can write'), 'what is read out')
    await until(() => !picker.disabled, 'its end')
    page.server.refuse({ code: 'forbidden', only: 'commands' })
    pick('viewer')
    await until(() => alerts(view)?.includes('not allowed'), 'the reason')
    await until(() => picker.value === 'collaborator', 'the role as it was')
  })

  it('CV10 the owner removes somebody after a question', async () => {
    page.server.world.join(row(), jon(), 'collaborator')
    const view = await open()
    ;(await button(view, 'Remove Jon Pell')).click()
    await until(() => deepActiveElement()?.textContent?.trim() === 'Cancel', 'the harmless answer')
    ;(await button(view, 'Remove')).click()
    await until(() => !row().members.has(jon()), 'the server’s word')
    await until(() => persons(view).length === 1, 'the row to go')
    await until(() => dialog(view)?.contains(deepActiveElement()), 'the focus in the dialog')
  })

  it('CV10 the owner invites by the host’s id, and is told what is refused', async () => {
    const view = await open()
    const field = await until(() => find<HTMLInputElement>(view, '#user'), 'the field')
    field.focus()
    page.server.refuse({ code: 'forbidden', only: 'commands' })
    await sendKeys({ type: 'jon' })
    await sendKeys({ press: 'Enter' })
    await until(() => alerts(view), 'the reason')
    expect(field.value).to.equal('jon')
    await sendKeys({ press: 'Enter' })
    await until(() => persons(view).some(person => person.includes('Jon')), 'the new one')
    expect(row().members.get(jon())?.role).to.equal('collaborator')
    await until(() => field.value === '', 'an empty field')
  })

  it('CV10.2 makes a link that is shown once, lists it, and revokes it', async () => {
    const view = await open()
    const ends = await until(() => find<HTMLSelectElement>(view, 'select[name=ends]'), 'the times')
    expect([...ends.options].map(({ textContent }) => textContent?.trim())).to.deep.equal([
      'in 1 hour',
      'in 1 day',
      'in 7 days',
      'in 30 days',
    ])
    ends.value = '86400'
    ;(await button(view, 'Make a link')).click()
    const link = await until(() => find<HTMLInputElement>(view, '.made input'), 'the link')
    const address = new URL(link.value)
    expect(address.pathname).to.equal(location.pathname)
    expect(address.hash).to.match(/^#chat-invite=invite-/)
    const standing = await until(() => inside(view, 'section .person')[0], 'the invitation')
    expect(standing.textContent).to.contain('Can read').and.to.contain('Used 0 times')
    const guest = page.chat(memoryStorage())
    expect((await guest.acceptInvite(decodeURIComponent(address.hash.split('=')[1] ?? ''))).id).to.equal(id)
    await until(() => standing.textContent?.includes('Used 1 time'), 'its use')
    inside(view, 'section button')[0]?.click()
    await until(() => inside(view, 'section .person').length === 0, 'the end of it')
    ;(await button(view, 'Close')).click()
    await until(() => find(view, 'chat-people') === null, 'the end of the dialog')
    ;(await menu(view)).click()
    ;(await until(() => findAll(view, '[role=menuitem]').find(is('People')), 'the item')).click()
    await until(() => persons(view).length === 2, 'the people')
    expect(find(view, '.made')).to.equal(null)
  })

  it('CV9 others see the people and may leave, after a question', async () => {
    const owner = row()
    page.server.world.join(owner, jon(), 'owner')
    owner.owner = jon()
    page.server.world.join(owner, me(), 'viewer')
    const view = await open()
    expect(inside(view, ':is(select, form, section)')).to.have.length(0)
    ;(await button(view, 'Leave conversation')).click()
    ;(await button(view, 'Leave')).click()
    await until(() => !owner.members.has(me()), 'the server’s word')
    await until(() => view.thread === null, 'a new conversation')
    await until(() => findAll(view, '.open-thread').length === 0, 'a list without it')
    await until(() => deepActiveElement()?.matches('[part~=input]'), 'the focus where one writes')
  })

  it('CV9 a page that wants it to be looked at only shows the list alone', async () => {
    page.server.world.join(row(), jon(), 'viewer')
    const view = await open({ readonly: '' })
    expect(persons(view)).to.have.length(2)
    expect(inside(view, ':is(select, form, section, .remove)')).to.have.length(0)
  })

  it('CV9 nobody is invited into an archived thread', async () => {
    await chat.threads.archive(id)
    const view = await open()
    expect(inside(view, 'form')).to.have.length(0)
    expect(dialog(view)?.textContent).to.contain('Archived, so nobody can be invited.')
  })

  it('CV10.1 who is removed sees that it is gone, here and in the list', async () => {
    const owner = row()
    page.server.world.join(owner, jon(), 'owner')
    page.server.world.join(owner, me(), 'collaborator')
    const view = await open()
    page.server.world.leave(owner, me(), jon())
    await until(() => find(view, 'chat-people') === null, 'the end of the dialog')
    const gone = await until(() => find(view, '.empty h3'), 'the words')
    expect(gone.textContent).to.equal('There is no such conversation.')
    await until(() => findAll(view, '.open-thread').length === 0, 'a list without it')
  })

  it('UX1 the focus stays in the dialog, and goes back to the menu button', async () => {
    const view = await open()
    expect(dialog(view)?.contains(deepActiveElement())).to.equal(true)
    for (let presses = 0; presses < 12; presses++) {
      await sendKeys({ press: 'Tab' })
      const active = deepActiveElement()
      expect(active === document.body || dialog(view)?.contains(active), `after ${presses} presses`).to.equal(true)
    }
    await sendKeys({ press: 'Escape' })
    await until(() => find(view, 'chat-people') === null, 'the end of the dialog')
    expect(deepActiveElement() === find(view, '[part~=header] .thread-menu')).to.equal(true)
  })

  it('UX6 people who could not be read are asked for again', async () => {
    page.server.refuse({ code: 'store_unavailable', only: `/v1/threads/${id}/participants`, times: 2 })
    const view = page.view({ layout: 'page', thread: id }, chat)
    ;(await menu(view)).click()
    ;(await until(() => findAll(view, '[role=menuitem]').find(is('People')), 'the item')).click()
    await until(() => alerts(view)?.includes('busy'), 'the reason')
    ;(await button(view, 'Retry')).click()
    await until(() => persons(view).length === 1, 'the people')
  })

  for (const theme of ['light', 'dark'])
    it(`UX1 axe finds nothing, ${theme}`, async () => {
      document.head.append(calm)
      document.documentElement.lang = 'en'
      page.server.world.join(row(), jon(), 'viewer')
      const view = await open({ theme })
      expect(await runAxe(view), 'people').to.deep.equal([])
      ;(await button(view, 'Make a link')).click()
      await until(() => find(view, '.made input'), 'the link')
      await until(() => inside(view, 'section .person')[0], 'the invitation')
      page.server.refuse({ code: 'forbidden', only: 'commands' })
      ;(await button(view, 'Make a link')).click()
      await until(() => alerts(view), 'the reason')
      expect(await runAxe(view), 'with a link').to.deep.equal([])
    })

  it('EM10 speaks Arabic from right to left', async () => {
    const view = await open({ locale: 'ar' }, 'المشاركون')
    expect(dialog(view)?.getAttribute('dir')).to.equal('rtl')
    expect(dialog(view)?.textContent).to.contain('دعوة شخص')
  })
})
