import type { Answer, SendOptions } from '@chat-view/sdk'
import { ChatErrorEvent } from '../../events/chat-error-event.ts'
import { InstanceElement } from '../instance-element.ts'
import { ViewLife } from './view-life.ts'
import { type ChatLayout, type ChatTheme, choiceProblem, readChoice, readServer } from './view-options.ts'
import type { ViewSettings } from './view-settings.ts'

declare global {
  interface HTMLElementTagNameMap {
    'chat-view': ChatView
  }
}

const choices = ['layout', 'theme'] as const

/**
 * An AI chat on a page (EM2).
 *
 * @tag chat-view
 * @attr server - Address of the chat-view server. Default: where the script came from.
 * @attr project - Publishable id of the project, `pk_…`.
 * @attr layout - `inline` (default) and `page` fill their box, `popup` is a launcher and a panel.
 * @attr theme - `auto` (default), `light` or `dark`.
 * @attr locale - Language tag. Default: the language around the element, else of the browser.
 * @attr thread - Id of the thread to show. Default: a new one.
 * @attr open - The panel of a popup is open.
 * @attr readonly - To be looked at only.
 * @attr route - Lets the page's address follow the thread: a pattern as `/projects/demo/chat/{thread?}`.
 * @slot launcher - Stands for the launcher, and works like it.
 * @slot header - More in the header, after the title.
 * @slot empty - Above the greeting of an empty thread.
 * @slot message-footer - Below messages.
 * @slot composer-start - Before the field in which one writes.
 * @fires chat-ready chat-show chat-hide chat-thread-change chat-message chat-unread chat-error chat-link
 */
export class ChatView extends InstanceElement<ViewLife> {
  static readonly observedAttributes = [
    'server',
    'project',
    'layout',
    'theme',
    'locale',
    'thread',
    'open',
    'readonly',
    'route',
  ]

  readonly #told = new Set<string>()

  get layout(): ChatLayout {
    return readChoice('layout', this.getAttribute('layout'))
  }

  set layout(layout: ChatLayout) {
    this.setAttribute('layout', layout)
  }

  get theme(): ChatTheme {
    return readChoice('theme', this.getAttribute('theme'))
  }

  set theme(theme: ChatTheme) {
    this.setAttribute('theme', theme)
  }

  get open(): boolean {
    return this.hasAttribute('open')
  }

  set open(open: boolean) {
    this.toggleAttribute('open', open)
  }

  /** The pattern of threads' addresses on this page; null: the address stays as it is (EM3). */
  get route(): string | null {
    return this.getAttribute('route') || null
  }

  set route(route: string | null) {
    if (route === null) this.removeAttribute('route')
    else this.setAttribute('route', route)
  }

  /** Opens the panel of a popup. Takes no focus: `focus()` does. */
  show(): void {
    this.open = true
  }

  /** Closes the panel of a popup. */
  hide(): void {
    const within = this.shadowRoot?.activeElement ?? null
    this.open = false
    // What had the focus is gone with the panel.
    if (within) this.focus()
  }

  /** Sends a message to the thread that is shown, without opening a closed panel. */
  async send(text: string, options?: SendOptions): Promise<Answer> {
    const { thread } = await this.#living().host()
    if (!thread) throw new Error('The chat was closed')
    return thread.send(text, options)
  }

  /** Begins a new conversation; it is created by its first message. */
  async newThread(): Promise<void> {
    await this.#living().openThread(null)
  }

  /** Puts the focus where one writes, or on the launcher of a closed popup. */
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

  protected override update(): void {
    super.update()
    if (!this.isConnected) return
    for (const name of choices) this.#tell(choiceProblem(name, this.getAttribute(name)))
    const server = this.getAttribute('server')
    if (server && readServer(server) === null) this.#tell(`<chat-view server="${server}">: no address`)
  }

  #living(): ViewLife {
    if (!this.life) throw new Error('<chat-view> is in no document')
    return this.life
  }

  #settings(): ViewSettings {
    return {
      server: readServer(this.server) ?? ChatView.defaultServer,
      project: this.project,
      getToken: this.getToken,
      locale: this.locale,
      strings: this.strings,
      chat: this.givenChat,
      layout: this.layout,
      thread: this.wantedThread,
      open: this.open,
      readonly: this.readonly,
      prompts: this.prompts,
      route: this.route,
    }
  }

  /** Says once what is wrong with the page's markup, after its own script had a chance to listen. */
  #tell(problem: string | null): void {
    if (problem === null || this.#told.has(problem)) return
    this.#told.add(problem)
    queueMicrotask(() => this.dispatchEvent(new ChatErrorEvent('invalid_attribute', new TypeError(problem))))
  }
}
