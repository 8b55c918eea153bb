import { type Chat, ChatError, type ThreadList } from '@chat-view/sdk'
import { memoryStorage } from '@chat-view/sdk/testing'
import { sendKeys } from '@web/test-runner-commands'
import { expect } from 'chai'
import { atom } from 'nanostores'
import { deepActiveElement } from '../../controllers/focusable-elements.ts'
import { createDates } from '../../locales/dates.ts'
import { ChatPage, find, findAll, until } from '../../testing/chat-page.ts'
import type { ChatView } from '../chat-view/chat-view.ts'

describe('<chat-thread-list>', () => {
  let page: ChatPage
  let chat: Chat
  beforeEach(() => {
    page = new ChatPage({ pageSize: 3 })
    chat = page.chat()
  })
  afterEach(() => page.close())

  const thread = async (title: string): Promise<string> => {
    const created = chat.thread()
    await created.send('Why?').done
    if (created.id === null) throw new Error('It was not created')
    await chat.threads.rename(created.id, title)
    return created.id
  }
  const titles = (view: ChatView): string[] =>
    findAll(view, '.open-thread bdi').map(({ textContent }) => textContent ?? '')
  const shows = (view: ChatView, ...wanted: string[]) =>
    until(() => titles(view).join() === wanted.join(), `${wanted.join()} instead of ${titles(view).join()}`)
  const menuOf = async (view: ChatView, id: string, item: string): Promise<void> => {
    const button = await until(() => find(view, `[data-id="${id}"] [part~=thread-menu]`), 'the menu button')
    button.focus()
    await sendKeys({ press: 'Enter' })
    const items = await until(() => {
      const found = findAll(view, '[role=menuitem]')
      return found.length > 0 && found
    }, 'the menu')
    const wanted = items.find(({ textContent }) => textContent?.trim() === item)
    if (!wanted) throw new Error(`${item} is not among ${items.map(({ textContent }) => textContent?.trim()).join()}`)
    wanted.click()
  }

  it('CV1 lists threads by group, marks the unread ones and the one that is shown', async () => {
    const one = await thread('One')
    const two = await thread('Two')
    await chat.threads.pin(one)
    const view = page.view({ layout: 'page', thread: two }, chat)
    await shows(view, 'One', 'Two')
    const rows = findAll(view, '[part~=thread-item]')
    expect(findAll(view, '.thread-list h3').map(({ textContent }) => textContent?.trim())).to.deep.equal([
      'Pinned',
      'Today',
      'Archived',
    ])
    expect(rows[0]?.textContent).to.contain('unread')
    expect(rows[1]?.getAttribute('aria-current')).to.equal('page')
    const time = rows[1]?.querySelector('time')
    expect(time?.title, 'the exact time').to.equal(createDates('en').timestamp(Date.parse(time?.dateTime ?? '')))
  })

  it('CV1 renames in place: Enter keeps it, Escape does not, and the focus goes back to the row', async () => {
    const id = await thread('Old')
    const view = page.view({ layout: 'page' }, chat)
    await shows(view, 'Old')
    const field = async (): Promise<HTMLInputElement> => {
      await menuOf(view, id, 'Rename')
      const input = await until(() => find<HTMLInputElement>(view, 'input.rename'), 'the field')
      await until(() => deepActiveElement() === input, 'the focus in the field')
      expect(input.selectionEnd).to.equal(input.value.length)
      return input
    }
    await field()
    await sendKeys({ type: 'Never' })
    await sendKeys({ press: 'Escape' })
    await shows(view, 'Old')
    await field()
    await sendKeys({ type: 'New' })
    await sendKeys({ press: 'Enter' })
    await shows(view, 'New')
    await until(() => deepActiveElement() === find(view, '.open-thread'), 'the focus on the row')
    await until(() => chat.$threads.get().items[0]?.title === 'New', 'the server’s word')
  })

  it('CV1 a title that is refused is given back, and the reason is told', async () => {
    const id = await thread('Old')
    const view = page.view({ layout: 'page' }, chat)
    await shows(view, 'Old')
    page.server.refuse({ code: 'forbidden', only: 'commands' })
    await menuOf(view, id, 'Rename')
    await until(() => deepActiveElement()?.matches('input.rename'), 'the field')
    await sendKeys({ type: 'New' })
    await sendKeys({ press: 'Enter' })
    const told = await until(() => find(view, '.thread-list [role=alert]'), 'the reason')
    expect(told.textContent).to.contain('not allowed')
    await shows(view, 'Old')
  })

  it('CV5 a title that was given elsewhere meanwhile is shown beside one’s own, which can be kept', async () => {
    const id = await thread('Old')
    const view = page.view({ layout: 'page' }, chat)
    await shows(view, 'Old')
    await menuOf(view, id, 'Rename')
    await until(() => deepActiveElement()?.matches('input.rename'), 'the field')
    await sendKeys({ type: 'Mine' })
    await chat.threads.rename(id, 'Theirs')
    await sendKeys({ press: 'Enter' })
    const saved = await until(() => find(view, 'input.rename + span'), 'the saved title')
    expect(saved.textContent).to.equal('Saved: Theirs')
    expect(find<HTMLInputElement>(view, 'input.rename')?.value).to.equal('Mine')
    await until(() => deepActiveElement()?.matches('input.rename'), 'the focus')
    await sendKeys({ press: 'Enter' })
    await until(() => chat.$threads.get().items[0]?.title === 'Mine', 'the title')
    await shows(view, 'Mine')
  })

  it('CV1 pins, archives and restores; archived ones are reachable', async () => {
    const one = await thread('One')
    await thread('Two')
    const view = page.view({ layout: 'page' }, chat)
    await shows(view, 'Two', 'One')
    await menuOf(view, one, 'Pin')
    await shows(view, 'One', 'Two')
    await menuOf(view, one, 'Archive')
    await shows(view, 'Two')
    find(view, '.archive')?.click()
    await shows(view, 'Two', 'One')
    expect(find(view, '.archive')?.getAttribute('aria-expanded')).to.equal('true')
    await menuOf(view, one, 'Restore')
    await until(() => find(view, '.thread-item.archived') === null, 'the end of the archive')
    expect(findAll(view, '.none').map(({ textContent }) => textContent)).to.deep.equal(['Nothing is archived.'])
  })

  it('UX1 deletes after a question whose harmless answer is first, and the focus stays in the list', async () => {
    const id = await thread('One')
    await thread('Two')
    const view = page.view({ layout: 'page', thread: id }, chat)
    await shows(view, 'Two', 'One')
    const button = find(view, `[data-id="${id}"] [part~=thread-menu]`)
    await menuOf(view, id, 'Delete')
    const dialog = await until(() => find(view, 'dialog[open]'), 'the question')
    expect(deepActiveElement()?.textContent?.trim()).to.equal('Cancel')
    expect(dialog.textContent).to.contain('“One”')
    await sendKeys({ press: 'Escape' })
    await until(() => find(view, 'dialog[open]') === null, 'the end of the question')
    await until(() => deepActiveElement() === button, 'the focus on the menu button')
    expect(titles(view)).to.have.length(2)
    await menuOf(view, id, 'Delete')
    ;(await until(() => find(view, 'dialog[open] .bad'), 'the question')).click()
    await shows(view, 'Two')
    await until(() => deepActiveElement()?.matches('.open-thread'), 'the focus on the next row')
    await until(() => view.thread === null, 'a new conversation in place of the one that is gone')
  })

  it('CV1 a deletion that waited takes nobody out of the thread that they went to meanwhile', async () => {
    const [one, two] = [await thread('One'), await thread('Two')]
    const view = page.view({ layout: 'page', thread: one }, chat)
    await shows(view, 'Two', 'One')
    page.server.kill()
    await until(() => chat.$connection.get().state !== 'connected', 'the loss')
    await menuOf(view, one, 'Delete')
    ;(await until(() => find(view, 'dialog[open] .bad'), 'the question')).click()
    await until(() => chat.$outbox.get().some(({ command }) => command === 'deleteThread'), 'the wish')
    await shows(view, 'Two')
    expect(view.thread).to.equal(null)
    view.thread = two
    page.server.start()
    await chat.reconnect()
    const announced = () => findAll(view, '[role=status].unseen > p').map(({ textContent }) => textContent)
    await until(() => announced().includes('Conversation deleted.'), 'the end of it')
    expect(view.thread).to.equal(two)
    await shows(view, 'Two')
  })

  it('UX1 the menu moves by arrows, ends and letters, and closes by Escape, Tab and a press elsewhere', async () => {
    const id = await thread('One')
    const view = page.view({ layout: 'page' }, chat)
    const button = await until(() => find(view, `[data-id="${id}"] [part~=thread-menu]`), 'the button')
    const item = (): string => deepActiveElement()?.textContent?.trim() ?? ''
    button.focus()
    await sendKeys({ press: 'Enter' })
    await until(() => item() === 'Pin', 'the first item')
    expect(button.getAttribute('aria-expanded')).to.equal('true')
    const walk = ['ArrowDown', 'End', 'ArrowDown', 'ArrowUp', 'Home', 'a'] as const
    const seen: string[] = []
    for (const press of walk) {
      await sendKeys({ press })
      seen.push(item())
    }
    expect(seen).to.deep.equal(['Rename', 'Delete', 'Pin', 'Delete', 'Pin', 'Archive'])
    for (const press of ['Escape', 'Tab']) {
      await sendKeys({ press })
      await until(() => find(view, '[role=menu]') === null, 'the end of the menu')
      expect(deepActiveElement() === button, `the focus after ${press}`).to.equal(true)
      expect(button.getAttribute('aria-expanded')).to.equal('false')
      await sendKeys({ press: 'Enter' })
      await until(() => item() === 'Pin', 'the first item')
    }
    find(view, '[part~=input]')?.focus()
    document.querySelector<HTMLElement>('body')?.click()
    await sendKeys({ press: 'Escape' })
    await until(() => find(view, '[role=menu]') === null, 'the end of the menu')
  })

  it('CV1 loads more when asked', async () => {
    const storage = memoryStorage()
    chat = page.chat(storage)
    for (const title of ['One', 'Two', 'Three', 'Four']) await thread(title)
    const view = page.view({ layout: 'page' }, page.chat(storage))
    await shows(view, 'Four', 'Three', 'Two')
    const more = await until(() => find(view, '.thread-list .do.bare'), 'the button')
    expect(more.textContent?.trim()).to.equal('Show more')
    more.click()
    await shows(view, 'Four', 'Three', 'Two', 'One')
    expect(find(view, '.thread-list .do.bare')).to.equal(null)
  })

  it('UX6 says that there is nothing yet', async () => {
    const view = page.view({ layout: 'page' }, chat)
    const none = await until(() => find(view, '.thread-list .none'), 'the words')
    expect(none.textContent).to.equal('No conversations yet.')
  })

  it('UX6 shows what is on its way as lines, and what failed with a way to try again', async () => {
    const chats = page.chat()
    const $archived = atom<ThreadList>({
      status: 'loading',
      items: [],
      hasMore: false,
      loadingMore: false,
      error: null,
    })
    const asked: unknown[] = []
    const loadMore = async (options: unknown): Promise<void> => void asked.push(options)
    const view = page.view({ layout: 'page' }, { ...chats, $archived, threads: { ...chats.threads, loadMore } })
    ;(await until(() => find(view, '.archive'), 'the archive')).click()
    await until(() => find(view, '.bones[role=status]'), 'the lines')
    $archived.set({ ...$archived.get(), status: 'failed', error: new ChatError('store_unavailable') })
    const failed = await until(() => find(view, '.none[role=alert]'), 'what failed')
    expect(failed.textContent).to.contain('busy')
    failed.querySelector('button')?.click()
    expect(asked).to.deep.equal([{ archived: true }])
  })
})
