import { InstanceElement } from '../instance-element.ts'
import type { ProviderSettings } from './provider-settings.ts'
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
 * @attr server - Address of the chat-view server. Default: where the script came from.
 * @attr project - Publishable id of the project, `pk_…`.
 * @attr theme - `auto` (default), `light` or `dark`.
 * @attr locale - Language tag. Default: the language around the element, else of the browser.
 * @attr thread - Id of the thread to show. Default: a new one.
 * @attr readonly - To be looked at only.
 * @fires chat-ready chat-thread-change chat-message chat-unread chat-error chat-link
 */
export class ChatProvider extends InstanceElement<ProviderStart> {
  static readonly observedAttributes = ['server', 'project', 'locale', 'thread', 'readonly']

  /** Begins a new conversation; it is created by its first message. */
  newThread(): void {
    this.showThread(null)
  }

  protected override live(): ProviderStart {
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' })
    return new ProviderStart(this, root, () => this.#settings())
  }

  #settings(): ProviderSettings {
    return {
      server: this.server,
      project: this.project,
      getToken: this.getToken,
      locale: this.locale,
      strings: this.strings,
      chat: this.givenChat,
      thread: this.wantedThread,
      readonly: this.readonly,
      prompts: this.prompts,
    }
  }
}
