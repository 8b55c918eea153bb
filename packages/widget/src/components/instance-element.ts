import type { Chat, ChatOptions, ChatTool } from '@chat-view/sdk'
import type { ChatHost } from '../controllers/chat-host.ts'
import type { StringOverrides } from '../locales/strings.ts'
import type { MarkdownPlugin } from '../plugins/markdown-plugin.ts'
import type { ProviderSettings } from './chat-provider/provider-settings.ts'
import { PageElement } from './page-element.ts'
import { reflect } from './reflect.ts'
import { type ChatTheme, choices, readChoice, readServer } from './view-options.ts'

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

/** Attributes that every instance has. */
export const sharedAttributes = ['server', 'project', 'locale', 'thread', 'readonly', 'theme']

/** The language around an element, also of what its shadow tree stands in. */
const languageAround = (element: Element): string | undefined => {
  const around = element.closest<HTMLElement>('[lang]')
  const { host } = element.getRootNode() as Partial<ShadowRoot>
  return around?.lang || (host && languageAround(host))
}

/** What `<chat-view>` and `<chat-provider>` have in common: one chat, set up by attributes and properties (EM2, EM7). */
export abstract class InstanceElement<Life extends InstanceLife> extends PageElement {
  /** Where the script came from; set when the bundle registers the elements. */
  static defaultServer = ''

  /** Draw formulas, diagrams and the like (UX3). Read when a text is first drawn. Default: none. */
  declare markdownPlugins?: readonly MarkdownPlugin[]
  /** Hosts whose images load without a click (SE6), as the attribute `image-hosts`. Read when a text is first drawn. */
  declare imageHosts?: readonly string[]

  protected life: Life | null = null
  #leaving: ReturnType<typeof setTimeout> | undefined
  #getToken: ChatOptions['getToken']
  #prompts: readonly string[] | null = null
  #strings: StringOverrides = {}
  #tools: readonly ChatTool[] | null = null
  #chat: Chat | null = null

  /** Address of the chat-view server. Default: where the script came from. */
  get server(): string {
    return this.getAttribute('server') || (this.constructor as typeof InstanceElement).defaultServer
  }

  set server(server: string | null) {
    reflect(this, 'server', server)
  }

  /** Publishable id of the project. */
  get project(): string {
    return this.getAttribute('project') ?? ''
  }

  set project(project: string | null) {
    reflect(this, 'project', project)
  }

  /** Language tag. Default: the language around the element, which it follows, else of the browser. */
  get locale(): string {
    return this.getAttribute('locale') || languageAround(this) || globalThis.navigator?.language || 'en'
  }

  set locale(locale: string | null) {
    reflect(this, 'locale', locale)
  }

  /** Id of the thread that is shown; null for a new one. Setting it shows another. */
  get thread(): string | null {
    const shown = this.life?.living?.thread
    return shown ? shown.id : this.wantedThread
  }

  set thread(thread: string | null) {
    reflect(this, 'thread', thread)
    this.showThread(this.wantedThread)
  }

  /** Its colours: `auto` (default) follows the reader's system, `light` and `dark` do not. */
  get theme(): ChatTheme {
    return readChoice('theme', this.getAttribute('theme'))
  }

  set theme(theme: ChatTheme | null) {
    reflect(this, 'theme', theme)
  }

  /** To be looked at only. */
  get readonly(): boolean {
    return this.hasAttribute('readonly')
  }

  set readonly(readonly: boolean) {
    reflect(this, 'readonly', readonly)
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

  /** Tools that the page runs when the model calls them (AI10). */
  get tools(): readonly ChatTool[] | null {
    return this.#tools
  }

  set tools(tools: readonly ChatTool[] | null) {
    this.#tools = tools
    this.update()
  }

  /** The chat: one that the page made and shares, else the element's own once it is loaded. */
  get chat(): Chat | null {
    return this.#chat ?? this.life?.living?.chat ?? null
  }

  set chat(chat: Chat | null) {
    this.#chat = chat ?? null
    this.update()
  }

  connectedCallback(): void {
    clearTimeout(this.#leaving)
    this.#leaving = undefined
    this.#takeOver()
    this.life ??= this.live()
    this.update()
  }

  disconnectedCallback(): void {
    // One that is only moved is back before the next task.
    this.#leaving ??= setTimeout(() => {
      this.#leaving = undefined
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
    if (!this.isConnected) return
    this.life?.update()
    const known = (name: string): boolean => [null, '', Reflect.get(this, name)].includes(this.getAttribute(name))
    if (known('theme') && known('layout') && readServer(this.server) && (this.project || this.#chat)) return
    // Something may be wrong: what tells it is loaded then.
    import('./tell-faults.ts').then(({ tellFaults }) => tellFaults(this, this.#chat, choices)).catch(() => {})
  }

  /** What every instance is set up with, read now. */
  protected settings(): ProviderSettings {
    const { project, getToken, locale, strings, tools, readonly, prompts } = this
    const server = readServer(this.server) ?? (this.constructor as typeof InstanceElement).defaultServer
    const thread = this.wantedThread
    return { server, project, getToken, locale, strings, tools, readonly, prompts, thread, chat: this.#chat }
  }

  /** The thread that the page asked for. */
  protected get wantedThread(): string | null {
    return this.getAttribute('thread') || null
  }

  /** Shows a thread where one is shown already; the first one is taken from the attribute. */
  protected showThread(thread: string | null): void {
    // What goes wrong is told by a `chat-error` event.
    if (this.life?.living) this.life.openThread(thread).catch(() => {})
  }

  /** A property that was set before the element was registered would hide the accessor. */
  #takeOver(): void {
    for (const [name, value] of Object.entries(this)) {
      Reflect.deleteProperty(this, name)
      Reflect.set(this, name, value)
    }
  }
}

// Frameworks set a property only where they find one, and write an attribute otherwise.
Object.assign(InstanceElement.prototype, { markdownPlugins: undefined, imageHosts: undefined })
