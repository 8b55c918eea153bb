import { type Chat, type ChatStorage, createChat } from '@chat-view/sdk'
import { FakeServer, type FakeServerOptions, memoryStorage } from '@chat-view/sdk/testing'
import type { ChatView } from '../components/chat-view/chat-view.ts'
import { defineElements } from '../define.ts'

/** A page with the widget on it and a fake server behind it, for tests; `close` leaves nothing. */
export class ChatPage {
  readonly server: FakeServer
  readonly #chats: Chat[] = []
  readonly #elements: Element[] = []

  constructor(options: FakeServerOptions = {}) {
    defineElements()
    this.server = new FakeServer(options)
  }

  /** A chat with the fake server: of another visitor each, or of the one whose storage it is. */
  chat(storage: ChatStorage = memoryStorage()): Chat {
    const chat = createChat({ ...this.server.options, storage })
    this.#chats.push(chat)
    return chat
  }

  /** Puts a `<chat-view>` on the page. */
  view(attributes: Readonly<Record<string, string>> = {}, chat: Chat | null = this.chat()): ChatView {
    const view = document.createElement('chat-view')
    for (const [name, value] of Object.entries({ locale: 'en', ...attributes })) view.setAttribute(name, value)
    view.chat = chat
    return this.add(view)
  }

  /** Puts an element on the page, until the end of the test. */
  add<T extends HTMLElement>(element: T, { width = 1000, height = 600 } = {}): T {
    const box = document.createElement('div')
    box.style.cssText = `position: relative; inline-size: ${width}px; block-size: ${height}px`
    box.append(element)
    document.body.append(box)
    this.#elements.push(box)
    return element
  }

  async close(): Promise<void> {
    for (const element of this.#elements) element.remove()
    await nextTask()
    await Promise.all(this.#chats.map(chat => chat.close()))
    this.server.close()
  }
}

/** Finds the first element below a node, also through shadow roots; `part` finds by part name. */
export function find<T extends HTMLElement = HTMLElement>(within: ParentNode, selector: string): T | null {
  return findAll<T>(within, selector)[0] ?? null
}

/** Finds all elements below a node, also through shadow roots. */
export function findAll<T extends HTMLElement = HTMLElement>(within: ParentNode, selector: string): T[] {
  const root = within instanceof Element ? [within.shadowRoot].filter(inner => inner !== null) : []
  const found: T[] = []
  for (const top of [within, ...root]) {
    found.push(...top.querySelectorAll<T>(selector))
    for (const inner of top.querySelectorAll('*'))
      if (inner.shadowRoot) found.push(...findAll<T>(inner.shadowRoot, selector))
  }
  return [...new Set(found)]
}

/** Waits until something is there, drawn frame by drawn frame; gives up with a message. */
export async function until<T>(look: () => T | null | undefined | false, what = 'it'): Promise<T> {
  for (let turn = 0; turn < 500; turn++) {
    const found = look()
    if (found) return found
    await nextFrame()
  }
  throw new Error(`${what} never came`)
}

/** The next drawn frame. */
export function nextFrame(): Promise<void> {
  return new Promise(resolve => requestAnimationFrame(() => resolve()))
}

/** The next task, after those that are due. */
export function nextTask(): Promise<void> {
  return new Promise(resolve => setTimeout(resolve))
}
