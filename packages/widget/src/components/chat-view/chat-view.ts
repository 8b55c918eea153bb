import type { Answer, SendOptions } from '@chat-view/sdk'
import { InstanceElement, sharedAttributes } from '../instance-element.ts'
import { reflect } from '../reflect.ts'
import { type ChatLayout, readChoice } from '../view-options.ts'
import { ViewLife } from './view-life.ts'
import type { ViewSettings } from './view-settings.ts'

declare global {
  interface HTMLElementTagNameMap {
    'chat-view': ChatView
  }
}

/**
 * An AI chat on a page (EM2).
 *
 * @tag chat-view
 * @attr {'sentence' | 'end'} announce - When an answer is read out: by `sentence` while it comes (default), or whole at its `end`.
 * @attr {string} image-hosts - Hosts whose images load without a click, separated by spaces (SE6). Read when a text is first drawn.
 * @slot launcher - Stands for the launcher, and works like it.
 * @slot header - More in the header, after the title.
 * @slot empty - What a new thread shows, in place of the greeting and the prompts.
 * @slot message-footer - Below the newest answer.
 * @slot composer-start - Before the field in which one writes.
 * @csspart launcher @csspart badge @csspart panel @csspart header @csspart new-thread @csspart connection
 * @csspart reconnect @csspart context-meter @csspart error
 * @fires chat-ready
 * @fires chat-show
 * @fires chat-hide
 * @fires chat-thread-change
 * @fires chat-message
 * @fires chat-unread
 * @fires chat-error
 * @fires chat-link
 */
export class ChatView extends InstanceElement<ViewLife> {
  static readonly observedAttributes = [...sharedAttributes, 'layout', 'open', 'route']

  /** Where it stands: `inline` (default) and `page` fill their box, `popup` is a launcher and a panel (EM3). */
  get layout(): ChatLayout {
    return readChoice('layout', this.getAttribute('layout'))
  }

  set layout(layout: ChatLayout | null) {
    reflect(this, 'layout', layout)
  }

  /** The panel of a popup is open. */
  get open(): boolean {
    return this.hasAttribute('open')
  }

  set open(open: boolean) {
    reflect(this, 'open', open)
  }

  /** The pattern of threads' addresses on this page, as `/projects/demo/chat/{thread?}` or `?chat={thread?}`; null: the address stays as it is (EM3). */
  get route(): string | null {
    return this.getAttribute('route') || null
  }

  set route(route: string | null) {
    reflect(this, 'route', route)
  }

  /** Opens the panel of a popup. Takes no focus: `focus()` does. */
  show(): void {
    this.open = true
  }

  /** Closes the panel of a popup. */
  hide(): void {
    const within = this.shadowRoot?.activeElement
    this.open = false
    // What had the focus is gone with the panel.
    if (within) this.focus()
  }

  /** Sends a message to the thread that is shown, without opening a closed panel. */
  async send(text: string, options?: SendOptions): Promise<Answer> {
    const { thread } = await this.#living().host()
    if (!thread) throw new Error('Not in a document')
    return thread.send(text, options)
  }

  /** Begins a new conversation; it is created by its first message. */
  async newThread(): Promise<void> {
    await this.#living().openThread(null)
  }

  /** Puts the focus where one writes, once that is drawn, or on the launcher of a closed popup. */
  override focus(): void {
    this.life?.focus()
  }

  protected override live(): ViewLife {
    return new ViewLife({
      element: this,
      root: this.shadowRoot ?? this.attachShadow({ mode: 'open' }),
      settings: () => this.#settings(),
      setOpen: open => (open ? this.show() : this.hide()),
    })
  }

  #living(): ViewLife {
    if (!this.life) throw new Error('Not in a document')
    return this.life
  }

  #settings(): ViewSettings {
    const { layout, open, route } = this
    return { ...this.settings(), layout, open, route }
  }
}
