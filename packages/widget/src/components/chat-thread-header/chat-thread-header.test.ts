import type { Chat, Participant, ThreadHandle, ThreadState } from '@chat-view/sdk'
import { sendKeys } from '@web/test-runner-commands'
import { expect } from 'chai'
import { atom } from 'nanostores'
import { deepActiveElement } from '../../controllers/focusable-elements.ts'
import { ChatPage, find, findAll, until } from '../../testing/chat-page.ts'
import type { ChatView } from '../chat-view/chat-view.ts'
import type { ChatThreadHeader } from './chat-thread-header.ts'
import { initials } from './header-people.ts'
import { otherNames } from './other-names.ts'

const person = (userId: string, name: string | null): Participant => ({ userId, name, role: 'collaborator', since: 0 })

describe('<chat-thread-header>', () => {
  let page: ChatPage
  let chat: Chat
  beforeEach(() => {
    page = new ChatPage()
    chat = page.chat()
  })
  afterEach(() => page.close())

  const title = (view: ChatView): string => find(view, '[part~=header] h2')?.textContent?.trim() ?? ''
  const menu = (view: ChatView): HTMLElement | null => find(view, '[part~=header] .thread-menu')
  const open = async (state: Partial<Extract<ThreadState, { status: 'open' }>> = {}, people: Participant[] = []) => {
    const first = chat.thread()
    await first.send('Why?').done
    const opened = first.$thread.get()
    if (opened.status !== 'open') throw new Error('It is not open')
    const $thread = atom<ThreadState>({ ...opened, ...state })
    const own = Object.keys(state).length > 0
    const scripted: Partial<ThreadHandle> = { ...(own && { $thread }), $participants: atom(people) }
    const handle = new Proxy(first, {
      get(target, name) {
        const value: unknown = Reflect.get(scripted, name) ?? Reflect.get(target, name, target)
        return typeof value === 'function' ? value.bind(target) : value
      },
    })
    const view = page.view({ layout: 'page' }, { ...chat, thread: () => handle })
    await until(() => menu(view), 'the header')
    return { view, id: first.id ?? '', $thread }
  }
  const items = async (view: ChatView): Promise<string[]> => {
    menu(view)?.click()
    const found = await until(() => {
      const all = findAll(view, '[role=menuitem]')
      return all.length > 0 && all
    }, 'the menu')
    return found.map(({ textContent }) => textContent?.trim() ?? '')
  }

  it('EM3 shows the title, and renames it in place', async () => {
    const { view, id } = await open()
    await chat.threads.rename(id, 'First title')
    expect(await items(view)).to.include('Rename')
    findAll(view, '[role=menuitem]')
      .find(item => item.textContent?.trim() === 'Rename')
      ?.click()
    await until(() => deepActiveElement()?.matches('input.rename'), 'the field')
    await sendKeys({ type: 'Another title' })
    await sendKeys({ press: 'Enter' })
    await until(() => title(view) === 'Another title', 'the title at once')
    await until(() => deepActiveElement() === menu(view), 'the focus on the menu button')
    await until(() => chat.$threads.get().items[0]?.title === 'Another title', 'the server’s word')
  })

  it('UX1 renamed by its key, the focus goes back to where it came from', async () => {
    const { view } = await open()
    const composer = await until(() => find(view, '[part~=input]'), 'the composer')
    for (const end of ['Enter', 'Escape']) {
      composer.focus()
      // The keys come with the focus.
      const f2 = () => new KeyboardEvent('keydown', { key: 'F2', bubbles: true, composed: true, cancelable: true })
      await until(() => !composer.dispatchEvent(f2()), 'that it is heard')
      await until(() => deepActiveElement()?.matches('input.rename'), 'the field')
      await sendKeys({ press: end })
      await until(() => deepActiveElement() === composer, 'the focus in the composer')
    }
  })

  it('EM3 names the people in the thread, and draws up to three', async () => {
    const people = [person('a', 'Mara Okafor'), person('b', 'Jon Pell'), person('c', 'Ada'), person('d', 'Ivo Li')]
    const { view } = await open({}, people)
    const names = 'Mara Okafor, Jon Pell, Ada, and Ivo Li and the assistant'
    await until(() => find(view, '[part~=header] .xs')?.textContent === names, 'the names')
    await until(() => find(view, '.people .face'), 'the faces')
    expect(findAll(view, '.people .face').map(({ textContent }) => textContent)).to.deep.equal(['MO', 'JP', 'A'])
    expect(find(view, '.people')?.getAttribute('aria-label')).to.contain('Mara Okafor')
  })

  it('EM3 leaves out the reader, and those without a name', () => {
    expect(otherNames([person('me', 'I'), person('a', 'Ada'), person('b', null)], 'me')).to.deep.equal(['Ada'])
    expect(initials('  maria  del mar ', 'en')).to.equal('MM')
    expect(initials('i', 'tr')).to.equal('İ')
    expect(initials('👩‍🚀', 'en')).not.to.contain('�')
  })

  it('CV9 offers what the server would do, and says why nothing can be written', async () => {
    const { view } = await open({ role: 'viewer' })
    await until(() => find(view, '[part~=header] .xs')?.textContent === 'Read-only', 'the reason')
    // Whether it is pinned is in the list alone.
    await until(() => chat.$threads.get().status === 'ready', 'the list')
    await until(() => find<ChatThreadHeader>(view, 'chat-thread-header')?.threadItems().length, 'what can be done')
    expect(await items(view)).to.deep.equal(['Pin', 'People', 'Export as Markdown', 'Export as JSON', 'Print'])
  })

  for (const where of ['below those that are loaded, till it is pinned', 'beyond more pinned ones than are loaded'])
    it(`CV1 pins and unpins a thread that is ${where}`, async () => {
      const few = new ChatPage({ pageSize: 2 })
      try {
        const busy = few.chat()
        await busy.connect()
        const me = busy.$session.get()?.user.id ?? ''
        const { world } = few.server
        const [far, ...others] = Array.from({ length: 5 }, (_, at) => world.createThread(me, `Thread ${at}`))
        if (!far) throw new Error('no thread')
        const { id } = far.thread
        const pin = (row: typeof far, pinned: boolean) => {
          const member = row.members.get(me)
          if (member) member.pinned = pinned
          world.touch(row)
        }
        const staysBeyond = where.startsWith('beyond')
        if (staysBeyond) for (const row of others) pin(row, true)
        const view = few.view({ layout: 'page', thread: id }, busy)
        const isListed = () => busy.$threads.get().items.some(thread => thread.id === id)
        const offered = () =>
          find<ChatThreadHeader>(view, 'chat-thread-header')
            ?.threadItems()
            .find(({ label }) => label === 'Pin' || label === 'Unpin')
        const untilOffered = (label: string, listed: boolean) =>
          until(() => offered()?.label === label && isListed() === listed, `${label}, listed: ${listed}`)
        await untilOffered('Pin', false)
        offered()?.choose()
        await untilOffered('Unpin', !staysBeyond)
        offered()?.choose()
        await untilOffered('Pin', false)
        // Another tab.
        pin(far, true)
        await untilOffered('Unpin', !staysBeyond)
        pin(far, false)
        await untilOffered('Pin', false)
      } finally {
        await few.close()
      }
    })

  it('CV9 an archived thread says so, and can be restored but not renamed', async () => {
    const { view, $thread } = await open({ role: 'owner' })
    const state = $thread.get()
    if (state.status === 'open') $thread.set({ ...state, thread: { ...state.thread, archivedAt: 1 } })
    await until(() => find(view, '[part~=header] .xs')?.textContent === 'Archived', 'the word')
    expect(await items(view)).to.deep.equal([
      'People',
      'Export as Markdown',
      'Export as JSON',
      'Print',
      'Restore',
      'Delete',
    ])
  })

  it('CV9 a page that wants it to be looked at only offers no change', async () => {
    const { view } = await open()
    view.readonly = true
    await until(() => find(view, '[part~=header] .xs')?.textContent === 'Read-only', 'the word')
    expect(await items(view)).to.deep.equal(['People', 'Export as Markdown', 'Export as JSON', 'Print'])
    expect(find(view, '[part~=new-thread]')).to.equal(null)
  })

  it('CV12 exports the thread as a file with its title as the name', async () => {
    const saved: { name: string; type: string }[] = []
    const click = HTMLAnchorElement.prototype.click
    HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
      saved.push({ name: this.download, type: this.protocol })
    }
    const { view } = await open()
    await items(view)
    findAll(view, '[role=menuitem]')
      .find(item => item.textContent?.includes('Markdown'))
      ?.click()
    await until(() => saved.length === 1, 'the file')
    HTMLAnchorElement.prototype.click = click
    expect(saved).to.deep.equal([{ name: 'New conversation.md', type: 'blob:' }])
  })

  it('UX6 tells what could not be done, until that is taken away', async () => {
    const { view } = await open()
    await items(view)
    page.server.refuse({ code: 'forbidden', only: 'commands' })
    findAll(view, '[role=menuitem]')
      .find(item => item.textContent?.trim() === 'Archive')
      ?.click()
    const told = await until(() => find(view, '.connection[role=alert]'), 'the words')
    expect(told.textContent).to.contain('not allowed')
    told.querySelector('button')?.click()
    await until(() => find(view, '.connection[role=alert]') === null, 'the end of them')
    expect(deepActiveElement() === menu(view), 'the focus').to.equal(true)
  })
})
