import { InstanceElement, sharedAttributes } from '../instance-element.ts'
import { ProviderStart } from './provider-start.ts'

declare global {
  interface HTMLElementTagNameMap {
    'chat-provider': ChatProvider
  }
}

/**
 * Gives one chat to `<chat-thread-list>`, `<chat-messages>` and `<chat-composer>` below it, which a page lays out itself
 * (EM11). It draws nothing of its own.
 *
 * @tag chat-provider
 * @attr {'sentence' | 'end'} announce - When an answer is read out: by `sentence` while it comes (default), or whole at its `end`.
 * @attr {string} image-hosts - Hosts whose images load without a click, separated by spaces (SE6). Read when a text is first drawn.
 * @slot - The page's own layout, with the pieces anywhere in it.
 * @fires chat-ready
 * @fires chat-thread-change
 * @fires chat-message
 * @fires chat-unread
 * @fires chat-error
 * @fires chat-link
 */
export class ChatProvider extends InstanceElement<ProviderStart> {
  static readonly observedAttributes = sharedAttributes

  /** Begins a new conversation; it is created by its first message. */
  newThread(): void {
    // What goes wrong is told by a `chat-error` event.
    this.life?.openThread(null).catch(() => {})
  }

  protected override live(): ProviderStart {
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' })
    return new ProviderStart(this, root, () => this.settings())
  }
}
