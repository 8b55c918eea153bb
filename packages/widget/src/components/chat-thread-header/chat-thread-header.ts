import type { Chat, ChatError, Participant, ThreadHandle, ThreadList, ThreadState } from '@chat-view/sdk'
import { ContextConsumer } from '@lit/context'
import { html, nothing, type TemplateResult } from 'lit'
import { chatContext } from '../../context/chat-context.ts'
import { localisationContext } from '../../context/localisation-context.ts'
import { surfaceContext } from '../../context/surface-context.ts'
import { threadContext } from '../../context/thread-context.ts'
import { MenuController } from '../../controllers/menu-controller.ts'
import { RenameField } from '../../controllers/rename-field.ts'
import { StoreController } from '../../controllers/store-controller.ts'
import { type ActedThread, ThreadActions } from '../../controllers/thread-actions.ts'
import { closeIcon, moreIcon, sidebarIcon } from '../../icons/controls.ts'
import { icon } from '../../icons/icon.ts'
import { iconButton } from '../../icons/icon-button.ts'
import { alertIcon } from '../../icons/states.ts'
import { newThreadIcon } from '../../icons/threads.ts'
import type { Localisation } from '../../locales/localisation.ts'
import { base } from '../../styles/base.ts'
import { controls } from '../../styles/controls.ts'
import { header } from '../../styles/header.ts'
import { menu } from '../../styles/menu.ts'
import { states } from '../../styles/states.ts'
import type { ChatDialog } from '../chat-dialog/chat-dialog.ts'
import { ChatElement } from '../chat-element.ts'
import { headerPeople, otherNames } from './header-people.ts'
import { threadStanding } from './thread-standing.ts'

declare global {
  interface HTMLElementTagNameMap {
    'chat-thread-header': ChatThreadHeader
  }
}

/** The head of a conversation: its title, renamed in place, who is in it, what state it is in, and what to do with it (EM3). */
export class ChatThreadHeader extends ChatElement {
  static override sheets = [base, controls, header, menu, states]
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
  declare private failure: ChatError | null

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
  readonly #list = new StoreController<ThreadList>(this)
  readonly #menu = new MenuController(this)
  readonly #actions = new ThreadActions({
    chat: () => this.#chat.value ?? null,
    words: () => this.#localisation.value ?? null,
    surface: () => this.#surface.value ?? null,
    isCurrent: id => this.#thread.value?.id === id,
    rename: thread => this.#rename.open(thread),
    confirm: async question => (await this.#dialog()?.ask(question)) ?? false,
    failed: error => {
      this.failure = error
    },
  })
  readonly #rename = new RenameField(
    this,
    (thread, title) => this.#actions.rename(thread, title),
    () => this.shadowRoot?.querySelector<HTMLElement>('.thread-menu')?.focus(),
  )

  constructor() {
    super()
    this.toggleSidebar = null
    this.sidebarOpen = false
    this.newThread = null
    this.close = null
    this.failure = null
  }

  /** Puts the focus on the button that opens the list of threads. */
  focusSidebarButton(): void {
    this.shadowRoot?.querySelector<HTMLElement>('.sidebar-button')?.focus()
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
        ${thread ? this.#menuButton(words, thread) : nothing}
        ${close ? iconButton({ label: words.text('common.close'), drawing: closeIcon, press: close }) : nothing}
      </div>
      ${this.failure ? this.#failure(words, this.failure) : nothing} ${this.#menu.template()}
      <chat-dialog></chat-dialog>`
  }

  #title(words: Localisation, thread: ActedThread | null): TemplateResult {
    if (thread && this.#rename.isOpen(thread.id)) {
      return html`<div class="title">${this.#rename.template(words.text('header.title'))}</div>`
    }
    const self = this.#chat.value?.$session.get()?.user.id ?? null
    const names = otherNames(this.#people.value ?? [], self)
    const notes = [
      this.#surface.value?.room !== 'narrow' && names.length > 0
        ? words.text('header.with', { names: words.list(names) })
        : null,
      threadStanding(words, thread, this.#surface.value?.readonly ?? false),
    ].filter(note => note !== null)
    return html`<div class="title">
        <h2 class="cut" @dblclick=${() => thread && this.#actions.may(thread, 'thread.rename') && this.#rename.open(thread)}>
          <bdi>${this.#titleOf(words, thread)}</bdi>
        </h2>
        ${notes.length > 0 ? html`<div class="xs soft cut">${notes.join(' · ')}</div>` : nothing}
      </div>
      ${headerPeople(words, names)}`
  }

  #titleOf(words: Localisation, thread: ActedThread | null): string {
    if (thread) return this.#rename.pending(thread.id) ?? thread.title ?? words.text('thread.untitled')
    return this.#chat.value?.$session.get()?.project.name ?? words.text('header.chat')
  }

  #menuButton(words: Localisation, thread: ActedThread): TemplateResult {
    const label = words.text('header.menu')
    return iconButton({
      label,
      drawing: moreIcon,
      name: 'thread-menu',
      expanded: false,
      popup: 'menu',
      press: event => this.#menu.toggle(event.currentTarget as HTMLElement, label, this.#actions.items(thread)),
    })
  }

  #failure(words: Localisation, { code }: ChatError): TemplateResult {
    const dismiss = (): void => {
      this.failure = null
      this.shadowRoot?.querySelector<HTMLElement>('.thread-menu')?.focus()
    }
    return html`<div class="connection bad" role="alert">
      ${icon(alertIcon)}
      <div class="grow">${words.error(code)}</div>
      ${iconButton({ label: words.text('common.close'), drawing: closeIcon, press: dismiss })}
    </div>`
  }

  /** The open thread as the actions want it; its pin is known where the list holds it. */
  #acted(): ActedThread | null {
    const state = this.#state.value
    if (state?.status !== 'open') return null
    const { thread, role } = state
    const entry = this.#list.value?.items.find(({ id }) => id === thread.id)
    return { ...thread, role, pinned: entry?.pinned ?? null }
  }

  #dialog(): ChatDialog | null {
    return this.shadowRoot?.querySelector('chat-dialog') ?? null
  }

  #followChat(chat: Chat | null): void {
    this.#session.follow(chat?.$session ?? null)
    this.#list.follow(chat?.$threads ?? null)
  }

  #followThread(thread: ThreadHandle | null): void {
    this.failure = null
    this.#menu.close(false)
    this.#state.follow(thread?.$thread ?? null)
    this.#people.follow(thread?.$participants ?? null)
  }
}
