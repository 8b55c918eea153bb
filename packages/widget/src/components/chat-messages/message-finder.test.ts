import type { Chat } from '@chat-view/sdk'
import { expect } from 'chai'
import { deepActiveElement } from '../../controllers/focusable-elements.ts'
import { find, findAll, nextFrame, until } from '../../testing/chat-page.ts'
import { Conversation } from '../../testing/conversation.ts'
import type { ChatView } from '../chat-view/chat-view.ts'
import { MessageFinder } from './message-finder.ts'

describe('a message that was found', () => {
  let talk: Conversation
  beforeEach(async () => {
    talk = await Conversation.begin({ pageSize: 50 })
    for (let at = 0; at < 180; at++) talk.mine(`Message q${at}z of many`)
  })
  afterEach(() => talk.close())

  const look = async (view: ChatView, text: string): Promise<HTMLElement> => {
    const input = await until(() => find<HTMLInputElement>(view, 'input[type=search]'), 'the field')
    input.value = text
    input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }))
    return until(() => findAll(view, '.hit').find(hit => hit.querySelector('.words')), 'the result')
  }
  const wide = { width: 1000, height: 500 }

  it('ST6 it is brought into view over several pages, marked for a while, and gets the focus', async () => {
    const view = await talk.show({}, wide)
    ;(await look(view, 'q7z')).click()
    const row = await until(() => find(view, 'chat-message.sought'), 'the mark')
    expect(row.textContent || row.shadowRoot?.textContent).to.contain('q7z')
    await until(() => deepActiveElement() === row, 'the focus')
    for (let frame = 0; frame < 10; frame++) await nextFrame()
    const list = (find(view, '.messages') as HTMLElement).getBoundingClientRect()
    const place = row.getBoundingClientRect()
    expect(place.top).to.be.greaterThan(list.top)
    expect(place.bottom).to.be.lessThan(list.bottom)
    expect(find(view, '[part~=jump-latest]')).not.to.equal(null)
  })

  it('UX1 the focus stays on it when its mark goes', async () => {
    const view = await talk.show({}, wide)
    ;(await look(view, 'q7z')).click()
    const row = await until(() => find(view, 'chat-message.sought'), 'the mark')
    await until(() => deepActiveElement() === row, 'the focus')
    await until(() => !row.classList.contains('sought'), 'the end of the mark')
    for (let frame = 0; frame < 3; frame++) await nextFrame()
    expect(deepActiveElement() === row).to.equal(true)
  })

  it('UX4 one that is asked for while another is on its way is the one that is shown', async () => {
    const loads = new Map<string, () => void>()
    const wanted = (message: string) => ({ thread: 't', message })
    let wish: ReturnType<typeof wanted> | null = wanted('a')
    const thread = {
      id: 't',
      $timeline: { get: () => ({ status: 'ready', error: null }) },
      loadAround: (id: string) => new Promise<string>(resolve => loads.set(id, () => resolve(id))),
    }
    const found = (): void => {
      wish = null
    }
    const rows = new Map(['a', 'b'].map(key => [key, document.createElement('div')] as const))
    const list = { reveal: async (key: string) => rows.get(key) }
    const see = () => ({ surface: { wanted: wish, found }, thread, words: null })
    const finder: MessageFinder = Reflect.construct(MessageFinder, [list, see])
    finder.look()
    wish = wanted('b')
    finder.look()
    loads.get('a')?.()
    await nextFrame()
    expect(wish?.message).to.equal('b')
    loads.get('b')?.()
    await until(() => wish === null, 'the end of the wish')
    await until(() => rows.get('b')?.classList.contains('sought'), 'the mark')
    expect(rows.get('a')?.classList.contains('sought')).to.equal(false)
    finder.stop()
  })

  it('UX6 one that is gone is told of in words that can be taken away', async () => {
    const { search } = talk.chat.threads
    const gone = '00000000-0000-7000-9000-00000000ffff'
    const view = await talk.show({}, wide)
    const moved: Chat['threads']['search'] = async (query, options) => {
      const { items, more } = await search(query, options)
      return { items: items.map(item => ({ ...item, messageId: gone })), more }
    }
    Reflect.set(talk.chat.threads, 'search', moved)
    ;(await look(view, 'q7z')).click()
    const told = await until(() => find(view, '.connection[role=alert]'), 'the words')
    expect(told.textContent).to.contain('no longer there')
    told.querySelector('button')?.click()
    await until(() => find(view, '.connection[role=alert]') === null, 'the end of them')
  })

  it('UX6 a page that fails does not pass for a message that is gone', async () => {
    const view = await talk.show({}, wide)
    const hit = await look(view, 'q7z')
    talk.page.server.refuse({ code: 'store_unavailable', only: '/v1/threads' })
    hit.click()
    const failed = await until(
      () => findAll(view, 'button').find(({ textContent }) => textContent?.trim() === 'Retry'),
      'the way to try again',
    )
    expect(find(view, '.connection[role=alert]')).to.equal(null)
    failed.click()
    await until(() => find(view, 'chat-message.sought'), 'the mark')
  })
})
