import type { Chat } from '@chat-view/sdk'
import { memoryStorage } from '@chat-view/sdk/testing'
import { sendKeys } from '@web/test-runner-commands'
import { expect } from 'chai'
import { deepActiveElement } from '../../controllers/focusable-elements.ts'
import { ChatPage, find, findAll, until } from '../../testing/chat-page.ts'
import { runAxe } from '../../testing/run-axe.ts'
import type { ChatView } from '../chat-view/chat-view.ts'
import { marked } from './search-hit.ts'

const calm = document.createElement('style')
calm.textContent = 'html { background: Canvas; color-scheme: light dark }'

describe('<chat-search>', () => {
  let page: ChatPage
  let chat: Chat
  let ids: string[]
  beforeEach(async () => {
    page = new ChatPage({ answer: question => `An answer to ${question}` })
    chat = page.chat()
    ids = []
    for (const question of ['How do ships float?', 'Do ships sink?', 'What is bread?']) {
      const thread = chat.thread()
      await thread.send(question).done
      ids.push(thread.id ?? '')
      await chat.threads.rename(thread.id ?? '', `About ${question}`)
    }
  })
  afterEach(async () => {
    calm.remove()
    await page.close()
  })

  const field = (view: ChatView) => until(() => find<HTMLInputElement>(view, 'input[type=search]'), 'the field')
  const write = async (view: ChatView, text: string): Promise<void> => {
    const input = await field(view)
    input.value = text
    input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }))
  }
  const hits = (view: ChatView): HTMLElement[] => findAll(view, '.hit')
  const asked = (): string[] =>
    page.server.requests.filter(({ path }) => path.startsWith('/v1/search')).map(({ path }) => path)
  const shown = async (layout = 'page') => {
    const view = page.view({ layout }, chat)
    await field(view)
    return view
  }

  it('ST6 asks once the typing pauses, shows what was found with the words marked, and hides the list', async () => {
    const view = await shown()
    for (const text of ['s', 'sh', 'ships']) await write(view, text)
    await until(() => hits(view).length > 0, 'the results')
    expect(asked()).to.have.length(1)
    expect(find(view, '[part~=thread-list]')?.checkVisibility()).to.equal(false)
    const marks = findAll(view, '.hit mark').map(({ textContent }) => textContent)
    expect(new Set(marks)).to.deep.equal(new Set(['ships']))
    expect(findAll(view, '.hit b').some(({ textContent }) => textContent === 'About How do ships float?')).to.equal(
      true,
    )
  })

  it('SE6 marks are nodes: no text of a message becomes markup', async () => {
    await chat.thread().send('<img src=x onerror=alert(1)> ships').done
    const view = await shown()
    await write(view, 'onerror')
    await until(() => hits(view).length > 0, 'the results')
    expect(find(view, '.hit img')).to.equal(null)
    expect(find(view, '.hit .words')?.textContent).to.contain('<img src=x onerror=alert(1)>')
  })

  it('ST6 the field takes a line of its own, and the list has the rest of the room', async () => {
    const view = await shown()
    const height = () => find(view, '[part~=thread-list]')?.getBoundingClientRect().height ?? 0
    await until(() => height() > 300, 'the room of the list')
    await write(view, 'ships')
    await until(() => hits(view).length > 0, 'the results')
    expect(find(view, '.found')?.getBoundingClientRect().height).to.be.greaterThan(300)
    await write(view, '')
    await until(() => height() > 300, 'the room of the list again')
  })

  it('ST6 ranges that overlap double no letter', () => {
    const text = (pieces: ReturnType<typeof marked>) =>
      pieces.map(piece => (typeof piece === 'string' ? piece : String(piece.values[0]))).join('')
    const ranges: [number, number][] = [
      [0, 3],
      [2, 4],
      [2, 3],
      [6, 7],
    ]
    expect(text(marked({ text: 'abcdefg', ranges }))).to.equal('abcdefg')
  })

  it('ST6 what is typed on takes the earlier question back', async () => {
    const signals: AbortSignal[] = []
    const slow: Chat['threads']['search'] = (query, options) => {
      if (options?.signal) signals.push(options.signal)
      return query === 'ships' ? new Promise(() => {}) : chat.threads.search(query, options)
    }
    const view = page.view({ layout: 'page' }, { ...chat, threads: { ...chat.threads, search: slow } })
    await write(view, 'ships')
    await until(() => signals.length === 1, 'the first question')
    expect(find(view, '.found')?.getAttribute('aria-busy')).to.equal('true')
    await write(view, 'bread')
    expect(signals[0]?.aborted).to.equal(true)
    await until(() => hits(view).length > 0, 'the results')
    expect(hits(view).every(({ textContent }) => textContent?.includes('bread'))).to.equal(true)
  })

  it('UX6 says that nothing was found, and that there is more', async () => {
    const search: Chat['threads']['search'] = async (query, options) => {
      const { items } = await chat.threads.search(query, options)
      return { items, more: items.length > 0 }
    }
    const view = page.view({ layout: 'page' }, { ...chat, threads: { ...chat.threads, search } })
    await write(view, 'zebra')
    await until(() => find(view, '.found .none')?.textContent?.includes('“zebra”'), 'the words')
    await until(
      () => findAll(view, '[role=status].unseen > p').some(({ textContent }) => textContent?.includes('Nothing found')),
      'what is read out',
    )
    await write(view, 'bread')
    await until(() => find(view, '.found .none')?.textContent?.includes('There is more'), 'the words')
  })

  it('UX6 tells what failed, and tries again', async () => {
    const view = await shown()
    page.server.refuse({ code: 'store_unavailable', only: '/v1/search' })
    await write(view, 'ships')
    const failed = await until(() => find(view, '.found [role=alert]'), 'what failed')
    expect(failed.textContent).to.contain('busy')
    failed.querySelector('button')?.click()
    await until(() => hits(view).length > 0, 'the results')
  })

  it('UX1 arrows go to the results and back, Enter opens one, Escape empties the field', async () => {
    const view = await shown()
    const input = await field(view)
    input.focus()
    await sendKeys({ type: 'ships' })
    await until(() => hits(view).length > 1, 'the results')
    await sendKeys({ press: 'ArrowDown' })
    expect(deepActiveElement() === hits(view)[0], 'the first').to.equal(true)
    await sendKeys({ press: 'ArrowDown' })
    await sendKeys({ press: 'ArrowUp' })
    await sendKeys({ press: 'ArrowUp' })
    expect(deepActiveElement() === input, 'the field').to.equal(true)
    await sendKeys({ press: 'ArrowDown' })
    await sendKeys({ press: 'Enter' })
    await until(() => view.thread !== null && ids.includes(view.thread), 'the thread')
    input.focus()
    await sendKeys({ press: 'Escape' })
    await until(() => find(view, '.found') === null, 'the end of the search')
    expect(input.value).to.equal('')
    expect(find(view, '[part~=thread-list]')?.checkVisibility()).to.equal(true)
    expect(deepActiveElement() === input, 'the focus stays').to.equal(true)
  })

  it('EM3 a result is a link where threads have addresses', async () => {
    const before = location.href
    const view = page.view({ layout: 'page', route: '/projects/demo/chat/{thread?}' }, chat)
    await write(view, 'bread')
    const hit = await until(() => hits(view)[0], 'the result')
    expect(hit.getAttribute('href')).to.equal(`/projects/demo/chat/${ids[2]}`)
    hit.click()
    await until(() => view.thread === ids[2], 'the thread')
    history.replaceState(null, '', before)
  })

  it('UX4 the drawer folds when a result is chosen, also of the thread that is open', async () => {
    const view = page.view({ layout: 'inline', thread: ids[0] ?? '' }, chat)
    view.parentElement?.style.setProperty('inline-size', '400px')
    const button = () => find(view, 'chat-thread-header')?.shadowRoot?.querySelector<HTMLElement>('.sidebar-button')
    ;(await until(button, 'the button')).click()
    await write(view, 'float')
    const hit = await until(() => hits(view).find(found => found.querySelector('.words')), 'the message')
    hit.click()
    await until(() => find(view, '.drawer')?.hidden, 'the end of the drawer')
    await until(() => find(view, 'chat-message.sought'), 'the mark')
  })

  it('SE1 another chat sees nothing of what was found', async () => {
    const view = await shown()
    await write(view, 'ships')
    await until(() => hits(view).length > 0, 'the results')
    view.chat = page.chat()
    await until(() => find(view, '.found') === null, 'an empty field')
    expect((await field(view)).value).to.equal('')
  })

  for (const theme of ['light', 'dark'])
    it(`UX1 axe finds nothing in results, in none and in a failure, ${theme}`, async () => {
      document.head.append(calm)
      document.documentElement.lang = 'en'
      await chat.threads.archive(ids[0] ?? '')
      const view = page.view({ layout: 'page', theme }, chat)
      await write(view, 'ships')
      await until(() => hits(view).length > 0, 'the results')
      expect(await runAxe(view), 'results').to.deep.equal([])
      await write(view, 'zebra')
      await until(() => find(view, '.found .none'), 'nothing')
      expect(await runAxe(view), 'nothing').to.deep.equal([])
      page.server.refuse({ code: 'store_unavailable', only: '/v1/search' })
      await write(view, 'quagga')
      await until(() => find(view, '.found [role=alert]'), 'a failure')
      expect(await runAxe(view), 'failure').to.deep.equal([])
    })

  it('EM10 speaks Arabic from right to left', async () => {
    const view = page.view({ layout: 'page', locale: 'ar' }, chat)
    await write(view, 'zebra')
    await until(() => find(view, '.found .none')?.textContent?.includes('لم يُعثر'), 'the words')
    expect(find(view, 'chat-search')?.shadowRoot?.querySelector('.chat')?.getAttribute('dir')).to.equal('rtl')
  })

  it('ST6 storage of another visitor finds nothing', async () => {
    const view = page.view({ layout: 'page' }, page.chat(memoryStorage()))
    await write(view, 'ships')
    await until(() => find(view, '.found .none'), 'nothing')
    expect(hits(view)).to.have.length(0)
  })
})
