import type { Chat, Connection, OutboxEntry } from '@chat-view/sdk'
import { expect } from 'chai'
import { atom } from 'nanostores'
import { deepActiveElement } from '../../controllers/focusable-elements.ts'
import { ChatPage, find, nextFrame, until } from '../../testing/chat-page.ts'
import type { ChatView } from '../chat-view/chat-view.ts'

const connected: Connection = { state: 'connected', transport: 'socket', since: 0 }
const entry = (
  id: string,
  state: OutboxEntry['state'],
  command: OutboxEntry['command'] = 'sendMessage',
): OutboxEntry => ({
  id,
  command,
  thread: null,
  state,
  createdAt: 0,
  error: null,
})

describe('<chat-connection>', () => {
  let page: ChatPage
  const $connection = atom<Connection>(connected)
  const $outbox = atom<readonly OutboxEntry[]>([])
  let reconnects = 0
  beforeEach(() => {
    page = new ChatPage()
    $connection.set(connected)
    $outbox.set([])
    reconnects = 0
  })
  afterEach(() => page.close())

  const open = async (): Promise<ChatView> => {
    const real = page.chat()
    const reconnect = async (): Promise<void> => void reconnects++
    const chat: Chat = { ...real, $connection, $outbox, connect: async () => {}, reconnect }
    const view = page.view({ layout: 'page' }, chat)
    await until(() => find(view, '[part~=input]'), 'the input')
    return view
  }
  const strip = (view: ChatView): HTMLElement | null => find(view, '[part~=connection]')
  const says = (view: ChatView, text: string) => until(() => strip(view)?.textContent?.includes(text), text)
  const announced = (view: ChatView): string[] =>
    [...(find(view, '[role=status].unseen')?.children ?? [])].map(({ textContent }) => textContent ?? '')

  it('RT10 takes no room while all is well, and while a first connection is quick', async () => {
    const view = await open()
    expect(strip(view)).to.equal(null)
    $connection.set({ state: 'connecting', attempt: 1 })
    await nextFrame()
    expect(strip(view)).to.equal(null)
    await says(view, 'Connecting.')
    expect(find(view, '[part~=reconnect]')).to.equal(null)
  })

  it('RT10 offline, it counts what waits to be sent', async () => {
    const view = await open()
    $outbox.set([
      entry('a', 'queued'),
      entry('b', 'waiting'),
      entry('c', 'failed'),
      entry('d', 'queued', 'updateThread'),
    ])
    $connection.set({ state: 'offline' })
    await says(view, 'You are offline. 2 messages are waiting to be sent.')
    $outbox.set([])
    await until(() => !strip(view)?.textContent?.includes('waiting'), 'the end of the count')
  })

  it('RT10 waiting, it counts down and reconnects at a press', async () => {
    const view = await open()
    $connection.set({ state: 'waiting', attempt: 2, retryAt: Date.now() + 5000, reason: 'network' })
    await says(view, 'Reconnecting. Next try in 5s.')
    await says(view, 'Next try in 4s.')
    $outbox.set([entry('a', 'queued')])
    await says(view, '1 message is waiting to be sent.')
    $outbox.set([])
    const button = find<HTMLButtonElement>(view, '[part~=reconnect]')
    button?.click()
    expect(reconnects).to.equal(1)
    $connection.set({ state: 'connecting', attempt: 3 })
    await until(() => button?.getAttribute('aria-disabled') === 'true', 'the resting button')
    expect(strip(view)?.textContent).to.contain('Reconnecting.')
    expect(strip(view)?.textContent).not.to.contain('Next try')
  })

  for (const [reason, words] of [
    ['rate_limited', 'Too many requests.'],
    ['quota_exceeded', 'The quota of this period is used up.'],
  ] as const)
    it(`UX6 waiting, it says what the server has said: ${reason}`, async () => {
      const view = await open()
      $connection.set({ state: 'waiting', attempt: 1, retryAt: Date.now() + 5000, reason })
      await says(view, words)
      await says(view, 'Next try in')
      $connection.set({ state: 'waiting', attempt: 2, retryAt: Date.now() + 5000, reason: 'network' })
      await until(() => !strip(view)?.textContent?.includes(words), 'its end')
    })

  it('RT10 closed for good, it says why in words and offers to reconnect', async () => {
    const view = await open()
    $connection.set({ state: 'closed', reason: 'origin_denied' })
    await says(view, 'Disconnected. This chat is not set up for this page.')
    find(view, '[part~=reconnect]')?.click()
    expect(reconnects).to.equal(1)
    $connection.set({ state: 'closed', reason: 'closed' })
    await says(view, 'Everything so far is kept.')
  })

  it('UX2 tells each change once, not each second, and that it is well again', async () => {
    const view = await open()
    const retryAt = Date.now() + 9000
    $connection.set({ state: 'waiting', attempt: 1, retryAt, reason: 'network' })
    await says(view, 'Next try')
    await says(view, 'Next try in 8s.')
    $connection.set({ state: 'connecting', attempt: 2 })
    await nextFrame()
    $connection.set({ state: 'waiting', attempt: 2, retryAt, reason: 'network' })
    await nextFrame()
    $connection.set(connected)
    await until(() => strip(view) === null, 'the end of the strip')
    expect(announced(view)).to.deep.equal(['Reconnecting.', 'Connected again.'])
  })

  it('UX1 the focus is not lost with the button', async () => {
    const view = await open()
    $connection.set({ state: 'closed', reason: 'closed' })
    const button = await until(() => find(view, '[part~=reconnect]'), 'the button')
    button.focus()
    $connection.set(connected)
    await until(() => strip(view) === null, 'the end of the strip')
    await until(() => deepActiveElement() === find(view, '[part~=input]'), 'the focus')
  })
})
