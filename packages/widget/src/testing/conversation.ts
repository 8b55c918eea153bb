import type { Chat, Message } from '@chat-view/sdk'
import type { FakeServerOptions } from '@chat-view/sdk/testing'
import type { ChatView } from '../components/chat-view/chat-view.ts'
import { ChatPage, find, findAll, nextFrame, until } from './chat-page.ts'

type Row = ReturnType<ChatPage['server']['world']['createThread']>

/** Somebody else who writes in the thread. */
const jon = { authorId: '00000000-0000-7000-9000-0000000000aa', authorName: 'Jon Pell' }

let count = 0
const nextId = (): string => `00000000-0000-7000-9000-${(++count).toString(16).padStart(12, '0')}`

/** A page with one conversation on it, whose messages the test writes by hand; `close` leaves nothing. */
export class Conversation {
  readonly page: ChatPage
  readonly chat: Chat
  readonly row: Row
  readonly me: string
  #view: ChatView | null = null

  private constructor(page: ChatPage, chat: Chat, me: string) {
    this.page = page
    this.chat = chat
    this.me = me
    this.row = page.server.world.createThread(me, 'Night tariff savings')
  }

  static async begin(options: FakeServerOptions = {}): Promise<Conversation> {
    const page = new ChatPage({ pace: { mode: 'held' }, ...options })
    const chat = page.chat()
    await chat.connect()
    const session = chat.$session.get()
    if (!session) throw new Error('no session')
    return new Conversation(page, chat, session.user.id)
  }

  /** Shows it; resolves once the composer, or what stands in its place, is there. */
  async show(attributes: Readonly<Record<string, string>> = {}, size = { width: 600, height: 500 }): Promise<ChatView> {
    const view = this.page.view({ layout: 'inline', thread: this.row.thread.id, ...attributes }, this.chat)
    view.parentElement?.style.setProperty('inline-size', `${size.width}px`)
    view.parentElement?.style.setProperty('block-size', `${size.height}px`)
    this.#view = view
    await until(() => find(view, '[part~=input], .banner') ?? find(view, '.empty'), 'the conversation')
    await until(() => this.#newestIsShown, 'the messages')
    await until(() => this.messages.every(message => message.clientHeight > 20), 'their texts')
    for (let frame = 0; frame < 3; frame++) await nextFrame()
    return view
  }

  get view(): ChatView {
    if (!this.#view) throw new Error('not shown yet')
    return this.#view
  }

  get messages(): HTMLElement[] {
    return findAll(this.view, 'chat-message')
  }

  /** The list draws what is on the screen, and begins at its end. */
  get #newestIsShown(): boolean {
    const newest = [...this.row.messages.values()].findLast(({ supersededBy }) => supersededBy === null)
    return !newest || this.messages.some(message => 'key' in message && message.key === newest.id)
  }

  /** What is loaded of it, drawn or not, oldest first. */
  get keys(): readonly string[] {
    const thread = this.chat.thread(this.row.thread.id)
    const { keys } = thread.$timeline.get()
    thread.close()
    return keys
  }

  mine(text: string, more: Partial<Message> = {}): Message {
    return this.#put({ parts: [{ kind: 'text', text }], authorId: this.me, ...more })
  }

  theirs(text: string, more: Partial<Message> = {}): Message {
    return this.#put({ parts: [{ kind: 'text', text }], ...jon, ...more })
  }

  answer(text: string, more: Partial<Message> = {}): Message {
    return this.#put({ parts: [{ kind: 'text', text }], role: 'assistant', generation: ended('done', 'stop'), ...more })
  }

  /** An answer that did not simply end. */
  ended(state: 'stopped' | 'interrupted' | 'failed' | 'blocked', reason: string, text = ''): Message {
    return this.answer(text, { parts: text === '' ? [] : [{ kind: 'text', text }], generation: ended(state, reason) })
  }

  /** Somebody changes a message, as in another tab. */
  change(id: string, more: Partial<Message>): void {
    const message = this.row.messages.get(id)
    if (!message) throw new Error('no such message')
    this.page.server.world.put(this.row, null, 'message.updated', { ...message, ...more })
  }

  /** What a screen reader was told so far. */
  get announced(): string[] {
    return findAll(this.view, '[role=status].unseen > p').map(line => line.textContent ?? '')
  }

  /** The first control below a node with this name. */
  async button(name: string, within: ParentNode = this.view): Promise<HTMLElement> {
    const named = (control: HTMLElement) => (control.ariaLabel ?? control.textContent ?? '').trim() === name
    return until(() => findAll(within, 'button').find(named), `the button “${name}”`)
  }

  /** Writes into the composer and sends it, as a person does. */
  async ask(text: string): Promise<void> {
    const input = await until(() => find<HTMLTextAreaElement>(this.view, '[part~=input]'), 'the input')
    input.value = text
    input.dispatchEvent(new InputEvent('input', { bubbles: true }))
    const send = await this.button('Send')
    send.click()
  }

  close(): Promise<void> {
    return this.page.close()
  }

  /** So many messages of both sides that have long been there. Begin with it. */
  fill(count: number, textOf: (at: number) => string): void {
    const { world } = this.page.server
    const createdAt = world.clock.now()
    const messages = Array.from({ length: count }, (_, at) => {
      const side =
        at % 2 === 0 ? { authorId: this.me } : { role: 'assistant' as const, generation: ended('done', 'stop') }
      return this.#message({ parts: [{ kind: 'text', text: textOf(at) }], createdAt, ...side })
    })
    world.fill(this.row, messages)
  }

  #put(more: Partial<Message>): Message {
    return this.page.server.world.put(this.row, more.authorId ?? null, 'message.created', this.#message(more))
  }

  #message(more: Partial<Message>): Message {
    const { world } = this.page.server
    return {
      id: nextId(),
      threadId: this.row.thread.id,
      seq: this.row.thread.seq + 1,
      version: 0,
      role: 'user',
      authorId: null,
      authorName: null,
      commandId: null,
      parts: [],
      generation: null,
      versions: { shown: 1, count: 1 },
      edits: 0,
      editedAt: null,
      deletedAt: null,
      supersededBy: null,
      createdAt: world.clock.now(),
      ...more,
    }
  }
}

function ended(
  state: 'done' | 'stopped' | 'interrupted' | 'failed' | 'blocked',
  reason: string,
): Message['generation'] {
  const end = { reason, length: 0, hash: '', usage: null, at: Date.now() }
  return { id: nextId(), state, model: 'fake', createdAt: Date.now(), end }
}
