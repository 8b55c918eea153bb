import type { Chat, ChatOptions } from '@chat-view/sdk'
import type { ChatHost } from '../controllers/chat-host.ts'
import type { StringOverrides } from '../locales/strings.ts'
import { PageElement } from './page-element.ts'

/** What an element does while it stands in a document; everything it started ends with `stop`. */
export interface InstanceLife {
  /** The instance behind it, once it is loaded. */
  readonly living: ChatHost | null
  /** Brings everything in line with what the page has set. */
  update(): void
  /** Shows a thread by id or key; null: a new one. */
  openThread(key: string | null): Promise<void>
  stop(): void
}

const properties = [
  'server',
  'project',
  'locale',
  'thread',
  'readonly',
  'theme',
  'layout',
  'open',
  'route',
  'getToken',
  'prompts',
  'strings',
  'chat',
]

/** What `<chat-view>` and `<chat-provider>` have in common: one chat, set up by attributes and properties (EM2, EM7). */
export abstract class InstanceElement<Life extends InstanceLife> extends PageElement {
  /** Where the script came from; set when the bundle registers the elements. */
  static defaultServer = ''

  protected life: Life | null = null
  #leaving: ReturnType<typeof setTimeout> | null = null
  #getToken: ChatOptions['getToken']
  #prompts: readonly string[] | null = null
  #strings: StringOverrides = {}
  #chat: Chat | null = null

  /** Address of the chat-view server. Default: where the script came from. */
  get server(): string {
    return this.getAttribute('server') || (this.constructor as typeof InstanceElement).defaultServer
  }

  set server(server: string) {
    this.setAttribute('server', server)
  }

  /** Publishable id of the project. */
  get project(): string {
    return this.getAttribute('project') ?? ''
  }

  set project(project: string) {
    this.setAttribute('project', project)
  }

  /** Language tag. Default: the language around the element, else of the browser. */
  get locale(): string {
    const around = this.closest<HTMLElement>('[lang]')?.lang
    return this.getAttribute('locale') || around || globalThis.navigator?.language || 'en'
  }

  set locale(locale: string) {
    this.setAttribute('locale', locale)
  }

  /** Id of the thread that is shown; null for a new one. Setting it shows another. */
  get thread(): string | null {
    const shown = this.life?.living?.thread
    return shown ? shown.id : this.wantedThread
  }

  set thread(thread: string | null) {
    if (thread === null) this.removeAttribute('thread')
    else this.setAttribute('thread', thread)
    this.showThread(thread)
  }

  /** To be looked at only. */
  get readonly(): boolean {
    return this.hasAttribute('readonly')
  }

  set readonly(readonly: boolean) {
    this.toggleAttribute('readonly', readonly)
  }

  /** Gives a user token signed by the page's own backend (SE1); without it the user is a visitor. */
  get getToken(): ChatOptions['getToken'] {
    return this.#getToken
  }

  set getToken(getToken: ChatOptions['getToken']) {
    this.#getToken = getToken
    this.update()
  }

  /** Starter prompts; null: those of the project (CV8). */
  get prompts(): readonly string[] | null {
    return this.#prompts
  }

  set prompts(prompts: readonly string[] | null) {
    this.#prompts = prompts
    this.update()
  }

  /** Strings that replace those of the locale, by key (EM10). */
  get strings(): StringOverrides {
    return this.#strings
  }

  set strings(strings: StringOverrides | null) {
    this.#strings = strings ?? {}
    this.update()
  }

  /** The chat: one that the page made and shares, else the element's own once it is loaded. */
  get chat(): Chat | null {
    return this.#chat ?? this.life?.living?.chat ?? null
  }

  set chat(chat: Chat | null) {
    this.#chat = chat
    this.update()
  }

  connectedCallback(): void {
    if (this.#leaving !== null) clearTimeout(this.#leaving)
    this.#leaving = null
    for (const name of properties) this.#takeOver(name)
    this.life ??= this.live()
    this.update()
  }

  disconnectedCallback(): void {
    // One that is only moved is back before the next task.
    this.#leaving ??= setTimeout(() => {
      this.#leaving = null
      this.life?.stop()
      this.life = null
    })
  }

  attributeChangedCallback(name: string, former: string | null, value: string | null): void {
    if (name === 'thread' && former !== value) this.showThread(value || null)
    this.update()
  }

  /** Begins to live in a document. */
  protected abstract live(): Life

  protected update(): void {
    if (this.isConnected) this.life?.update()
  }

  /** The thread that the page asked for. */
  protected get wantedThread(): string | null {
    return this.getAttribute('thread') || null
  }

  /** The chat that the page gave. */
  protected get givenChat(): Chat | null {
    return this.#chat
  }

  /** Shows a thread where one is shown already; the first one is taken from the attribute. */
  protected showThread(thread: string | null): void {
    // What goes wrong is told by a `chat-error` event.
    if (this.life?.living) this.life.openThread(thread).catch(() => {})
  }

  /** A property that was set before the element was registered would hide the accessor. */
  #takeOver(name: string): void {
    if (!Object.hasOwn(this, name)) return
    const value: unknown = Reflect.get(this, name)
    Reflect.deleteProperty(this, name)
    Reflect.set(this, name, value)
  }
}
