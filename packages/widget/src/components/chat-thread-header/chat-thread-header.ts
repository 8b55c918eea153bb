import type { Chat, Participant, ThreadHandle, ThreadState } from '@chat-view/sdk'
import { ContextConsumer } from '@lit/context'
import { html, nothing, type TemplateResult } from 'lit'
import { chatContext } from '../../context/chat-context.ts'
import { localisationContext } from '../../context/localisation-context.ts'
import { surfaceContext } from '../../context/surface-context.ts'
import { threadContext } from '../../context/thread-context.ts'
import type { MenuItem } from '../../controllers/menu-controller.ts'
import { OnWant } from '../../controllers/on-want.ts'
import { StoreController } from '../../controllers/store-controller.ts'
import type { ActedThread } from '../../controllers/thread-actions.ts'
import { closeIcon, moreIcon, sidebarIcon } from '../../icons/controls.ts'
import { iconButton } from '../../icons/icon-button.ts'
import { newThreadIcon } from '../../icons/opening.ts'
import type { Localisation } from '../../locales/localisation.ts'
import { adoptSheets } from '../../styles/adopt-sheets.ts'
import { base } from '../../styles/base.ts'
import { controls } from '../../styles/controls.ts'
import { header } from '../../styles/header.ts'
import { ChatElement } from '../chat-element.ts'
import { type LaterParts, laterLoaded, loadLater } from '../load-later.ts'
import { otherNames } from './other-names.ts'
import { threadStanding } from './thread-standing.ts'

declare global {
  interface HTMLElementTagNameMap {
    'chat-thread-header': ChatThreadHeader
  }
}

/** The head of a conversation: its title, renamed in place, who is in it, what state it is in, and what to do with it (EM3). */
export class ChatThreadHeader extends ChatElement {
  static override sheets = [base, controls, header]
  static override properties = {
    toggleSidebar: { attribute: false },
    sidebarOpen: { attribute: false },
    newThread: { attribute: false },
    close: { attribute: false },
    failure: { state: true, attribute: false },
  }

  /** Opens the list of threads; null where that stands beside. */
  declare toggleSidebar: (() => void) | null
  declare sidebarOpen: boolean
  /** Begins a conversation; null where the list offers that. */
  declare newThread: (() => void) | null
  /** Closes the panel; null where there is nothing to close. */
  declare close: (() => void) | null
  /** Code of what was tried in vain. */
  declare private failure: string | null

  readonly #chat = new ContextConsumer(this, {
    context: chatContext,
    subscribe: true,
    callback: chat => this.#followChat(chat),
  })
  readonly #thread = new ContextConsumer(this, {
    context: threadContext,
    subscribe: true,
    callback: thread => this.#followThread(thread),
  })
  readonly #localisation = new ContextConsumer(this, { context: localisationContext, subscribe: true })
  readonly #surface = new ContextConsumer(this, { context: surfaceContext, subscribe: true })
  readonly #state = new StoreController<ThreadState>(this)
  readonly #people = new StoreController<readonly Participant[]>(this)
  readonly #session = new StoreController(this)
  readonly #later = new OnWant(this, () => loadLater(this.#localisation.value))
  #own: InstanceType<LaterParts['OwnEntry']> | null = null
  readonly #tools = new OnWant(this, async () => this.#makeTools(await this.#later.load()))

  constructor() {
    super()
    this.toggleSidebar = null
    this.sidebarOpen = false
    this.newThread = null
    this.close = null
    this.failure = null
    laterLoaded
      .then(() => this.#later.load())
      .then(() => this.isConnected && this.#followChat(this.#chat.value ?? null))
      .catch(() => {})
  }

  /** Puts the focus on the button that opens the list of threads. */
  focusSidebarButton(): void {
    this.shadowRoot?.querySelector<HTMLElement>('.sidebar-button')?.focus()
  }

  /** What can be done with the thread that is shown; nothing until its code is there. */
  threadItems(): readonly MenuItem[] {
    const thread = this.#acted()
    return (thread && this.#tools.value?.actions.items(thread)) ?? []
  }

  protected override render(): TemplateResult | typeof nothing {
    const words = this.#localisation.value
    if (!words) return nothing
    const thread = this.#acted()
    const { toggleSidebar, newThread, close } = this
    return html`<div class="header" part="header">
        ${
          toggleSidebar
            ? iconButton({
                label: words.text('header.conversations'),
                drawing: sidebarIcon,
                press: toggleSidebar,
                name: 'sidebar-button',
                expanded: this.sidebarOpen,
              })
            : nothing
        }
        ${this.#title(words, thread)}
        <slot></slot>
        ${
          newThread
            ? iconButton({
                label: words.text('header.newThread'),
                drawing: newThreadIcon,
                press: newThread,
                part: 'new-thread',
              })
            : nothing
        }
        ${thread ? this.#menuButton(words) : nothing}
        ${close ? iconButton({ label: words.text('common.close'), drawing: closeIcon, press: close }) : nothing}
      </div>
      ${this.#trouble(words)} ${this.#tools.loaded?.menu.template() ?? nothing}`
  }

  #title(words: Localisation, thread: ActedThread | null): TemplateResult {
    const { rename } = this.#tools.loaded ?? {}
    if (thread && rename?.isOpen(thread.id)) {
      return html`<div class="title">${rename.template(words)}</div>`
    }
    const self = this.#chat.value?.$session.get()?.user.id ?? null
    const names = self === null ? [] : otherNames(this.#people.value ?? [], self)
    const notes = [
      this.#surface.value?.room !== 'narrow' && names.length > 0
        ? words.text('header.with', { names: words.list(names) })
        : null,
      threadStanding(words, thread, this.#surface.value?.readonly ?? false),
    ].filter(Boolean)
    return html`<div class="title">
        <h2 class="cut" @dblclick=${() => thread && void this.#withTools(tools => tools.actions.may(thread, 'thread.rename') && tools.rename.open(thread))}>
          <bdi>${this.#titleOf(words, thread)}</bdi>
        </h2>
        ${notes.length > 0 ? html`<div class="xs soft cut">${notes.join(' · ')}</div>` : nothing}
      </div>
      ${names.length > 0 ? (this.#later.value?.headerPeople(words, names) ?? nothing) : nothing}`
  }

  #titleOf(words: Localisation, thread: ActedThread | null): string {
    if (thread) return this.#tools.loaded?.rename.pending(thread.id) ?? thread.title ?? words.text('thread.untitled')
    return this.#chat.value?.$session.get()?.project.name ?? words.text('header.chat')
  }

  #menuButton(words: Localisation): TemplateResult {
    const label = words.text('header.menu')
    return iconButton({
      label,
      drawing: moreIcon,
      name: 'thread-menu',
      expanded: false,
      popup: 'menu',
      press: ({ currentTarget }) =>
        // What is shown by then: another thread, or more that is known of it.
        void this.#withTools(({ menu }) => menu.toggle(currentTarget as HTMLElement, label, this.threadItems())),
    })
  }

  #trouble(words: Localisation): TemplateResult | typeof nothing {
    const text = this.failure ? words.error(this.failure) : this.#surface.value?.trouble
    if (!text) return nothing
    const dismiss = (): void => {
      this.failure = null
      this.#surface.value?.tell(null)
      this.shadowRoot?.querySelector<HTMLElement>('.thread-menu')?.focus()
    }
    return this.#later.value?.troubleStrip(this, words, text, dismiss) ?? nothing
  }

  #makeTools({ ThreadTools, OwnEntry, menu }: LaterParts): InstanceType<LaterParts['ThreadTools']> {
    adoptSheets(this.renderRoot as ShadowRoot, menu)
    this.#own = new OwnEntry(this)
    return new ThreadTools(
      this,
      {
        chat: () => this.#chat.value ?? null,
        words: () => this.#localisation.value ?? null,
        surface: () => this.#surface.value ?? null,
        isCurrent: id => this.#thread.value?.id === id,
        dialogs: () => this.shadowRoot,
        failed: error => {
          this.failure = error?.code ?? null
        },
      },
      () => this.shadowRoot?.querySelector<HTMLElement>('.thread-menu')?.focus(),
    )
  }

  /** Does something with them, at once where they are there; that they could not be loaded is told. */
  async #withTools(act: (tools: InstanceType<LaterParts['ThreadTools']>) => void): Promise<void> {
    try {
      act(this.#tools.loaded ?? (await this.#tools.load()))
    } catch {
      this.failure = 'network'
    }
  }

  /** The open thread as the actions want it. */
  #acted(): ActedThread | null {
    const state = this.#state.value
    if (state?.status !== 'open') return null
    const { thread, role } = state
    return { ...thread, role, pinned: this.#own?.pinned ?? null }
  }

  #followChat(chat: Chat | null): void {
    this.#session.follow(chat?.$session ?? null)
    // What can be done is wanted by keys too.
    if (this.#later.loaded) void this.#tools.value
  }

  #followThread(thread: ThreadHandle | null): void {
    this.failure = null
    this.#tools.loaded?.menu.close(false)
    this.#state.follow(thread?.$thread ?? null)
    this.#people.follow(thread?.$participants ?? null)
  }
}
