import type { ReactiveController } from 'lit'
import { adoptSheets } from '../../styles/adopt-sheets.ts'
import type { ChatElement } from '../chat-element.ts'
import { SliceLength } from '../chat-streaming-text/slice-length.ts'
import type { MessageList } from './message-list.ts'
import { printSheet } from './print-sheet.ts'

/** The shadow roots around a node, from its own to the outermost. */
const rootsAround = (node: Node): ShadowRoot[] => {
  const root = node.getRootNode()
  return root instanceof ShadowRoot ? [root, ...rootsAround(root.host)] : []
}

/** Prints a thread whole, as far as it is loaded, without what is there to be pressed (UX4). */
export class PrintThread implements ReactiveController {
  readonly #host: ChatElement
  readonly #list: MessageList
  #listeners: AbortController | null = null

  constructor(host: ChatElement, list: MessageList) {
    this.#host = host
    this.#list = list
    host.addController(this)
  }

  hostConnected(): void {
    this.#listeners = new AbortController()
    const { signal } = this.#listeners
    window.addEventListener('beforeprint', () => this.#begin(), { signal })
    window.addEventListener('afterprint', () => this.#end(), { signal })
  }

  hostDisconnected(): void {
    this.#listeners?.abort()
    SliceLength.whole = false
  }

  #begin(): void {
    for (const root of rootsAround(this.#host.renderRoot.firstElementChild ?? this.#host)) adoptSheets(root, printSheet)
    SliceLength.whole = true
    // Those of which only a part is drawn so far; others are drawn with the list.
    for (const message of this.#host.renderRoot.querySelectorAll('chat-message'))
      for (const text of message.shadowRoot?.querySelectorAll('chat-streaming-text') ?? []) text.requestUpdate()
    this.#list.showWhole(true)
  }

  #end(): void {
    SliceLength.whole = false
    this.#list.showWhole(false)
  }
}
