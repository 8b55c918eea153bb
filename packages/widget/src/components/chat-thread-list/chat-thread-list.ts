import type { Chat, ChatError, ChatSession, OutboxEntry, ThreadEntry, ThreadList, ThreadState } from '@chat-view/sdk'
import { ContextConsumer } from '@lit/context'
import { html, nothing, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { chatContext } from '../../context/chat-context.ts'
import { localisationContext } from '../../context/localisation-context.ts'
import { surfaceContext } from '../../context/surface-context.ts'
import { threadContext } from '../../context/thread-context.ts'
import { dialogRoot } from '../../controllers/dialog-root.ts'
import { FocusKeeper } from '../../controllers/focus-keeper.ts'
import { SightController } from '../../controllers/sight-controller.ts'
import { StoreController } from '../../controllers/store-controller.ts'
import { ThreadTools } from '../../controllers/thread-tools.ts'
import { nextIcon } from '../../icons/controls.ts'
import { icon } from '../../icons/icon.ts'
import { downIcon } from '../../icons/launcher.ts'
import type { Localisation } from '../../locales/localisation.ts'
import { base } from '../../styles/base.ts'
import { controls } from '../../styles/controls.ts'
import { isolation } from '../../styles/isolation.ts'
import { menu } from '../../styles/menu.ts'
import { skeleton } from '../../styles/skeleton.ts'
import { threads } from '../../styles/threads.ts'
import { ChatElement } from '../chat-element.ts'
import { definePiece } from '../define-pieces.ts'
import { threadGroups } from './thread-groups.ts'
import { threadListSheet } from './thread-list-sheet.ts'
import { threadListStates } from './thread-list-states.ts'
import { threadRow } from './thread-row.ts'
import { unsentRows } from './unsent-rows.ts'

declare global {
  interface HTMLElementTagNameMap {
    'chat-thread-list': ChatThreadList
  }
}

/**
 * The user's threads: pinned ones first, then by day, and the archived ones when asked for (CV1). Within `<chat-view>`,
 * or alone under `<chat-provider>` (EM11).
 * @tag chat-thread-list
 * @csspart thread-list @csspart thread-item @csspart thread-menu @csspart search
 */
export class ChatThreadList extends ChatElement {
  static override sheets = [isolation, base, controls, threads, menu, skeleton, threadListSheet]
  static override properties = {
    failure: { state: true, attribute: false },
    showArchived: { state: true, attribute: false },
    searching: { state: true, attribute: false },
  }

  declare private failure: ChatError | null
  declare private showArchived: boolean
  declare private searching: boolean

  readonly #chat = new ContextConsumer(this, {
    context: chatContext,
    subscribe: true,
    callback: chat => this.#follow(chat),
  })
  readonly #thread = new ContextConsumer(this, {
    context: threadContext,
    subscribe: true,
    callback: thread => this.#threadState.follow(thread?.$thread ?? null),
  })
  readonly #localisation = new ContextConsumer(this, { context: localisationContext, subscribe: true })
  readonly #surface = new ContextConsumer(this, { context: surfaceContext, subscribe: true })
  readonly #list = new StoreController<ThreadList>(this)
  readonly #archived = new StoreController<ThreadList>(this)
  readonly #threadState = new StoreController<ThreadState>(this)
  readonly #outbox = new StoreController<readonly OutboxEntry[]>(this)
  readonly #session = new StoreController<ChatSession | null>(this)
  readonly #tools = new ThreadTools(
    this,
    {
      chat: () => this.#chat.value ?? null,
      words: () => this.#localisation.value ?? null,
      surface: () => this.#surface.value ?? null,
      isCurrent: id => this.#isCurrent(id),
      dialogs: () => dialogRoot(this),
      failed: error => {
        this.failure = error
      },
    },
    ({ id }) => this.#row(id)?.focus(),
  )

  constructor() {
    super()
    this.failure = null
    this.showArchived = false
    this.searching = false
    new SightController(this, async () => {
      const { ChatSearch } = await import('../chat-search/chat-search.ts')
      definePiece('chat-search', ChatSearch)
    })
    new FocusKeeper(this, () => [...(this.shadowRoot?.querySelectorAll<HTMLElement>('.open-thread') ?? [])])
  }

  protected override render(): TemplateResult | typeof nothing {
    const words = this.#localisation.value
    const list = this.#list.value
    if (!words || !list) return nothing
    const unsent = this.#unsent(words)
    return html`<div class="chat" lang=${words.tag} dir=${words.direction}>
      <chat-search .toggled=${this.#search}></chat-search>
      <nav class="thread-list" part="thread-list" ?hidden=${this.searching} aria-label=${words.text('header.conversations')}>
        ${this.failure ? html`<p class="none bad" role="alert">${words.error(this.failure.code)}</p>` : nothing}
        ${unsent ?? nothing}
        ${unsent && list.status === 'ready' ? nothing : threadListStates(words, list, () => this.#more(false))}
        ${threadGroups(list.items, Date.now()).map(
          ({ name, threads }) => html`<h3>${words.text(`threads.${name}`)}</h3>
            <ul>
              ${this.#rows(words, threads)}
            </ul>`,
        )}
        ${this.#showMore(words, list, false)} ${this.#archive(words)}
      </nav>
      ${
        this.#session.value
          ? html`<div class="end">
              <button type="button" class="do bare" aria-haspopup="menu" aria-expanded="false" @click=${this.#openAccount}>
                ${words.text('threads.yourData')}
              </button>
            </div>`
          : nothing
      }
      ${this.#tools.menu.template()}
    </div>`
  }

  #unsent(words: Localisation): TemplateResult | null {
    const [chat, entries, thread] = [this.#chat.value, this.#outbox.value, this.#thread.value]
    if (!chat || !entries) return null
    const isCurrent = (key: string): boolean => this.isConnected && thread?.key === key
    return unsentRows({ chat, words, entries, isCurrent, open: key => this.#surface.value?.openThread(key) })
  }

  #archive(words: Localisation): TemplateResult {
    const list = this.showArchived ? this.#archived.value : undefined
    return html`<h3>
        <button
          type="button"
          class="archive"
          aria-expanded=${this.showArchived}
          @click=${this.#toggleArchived}
        >
          ${icon(this.showArchived ? downIcon : nextIcon, { small: true })}${words.text('threads.archived')}
        </button>
      </h3>
      ${
        list
          ? html`${threadListStates(words, list, () => this.#more(true), 'threads.noneArchived')}
            <ul>
              ${this.#rows(words, list.items)}
            </ul>
            ${this.#showMore(words, list, true)}`
          : nothing
      }`
  }

  #rows(words: Localisation, entries: readonly ThreadEntry[]): unknown {
    return repeat(
      entries,
      ({ id }) => id,
      entry => this.#rowOf(words, entry),
    )
  }

  #rowOf(words: Localisation, entry: ThreadEntry): TemplateResult {
    const { id } = entry
    const { rename, menu, actions } = this.#tools
    return threadRow({
      words,
      entry,
      title: rename.pending(id) ?? entry.title ?? words.text('thread.untitled'),
      current: this.#isCurrent(id),
      field: rename.isOpen(id) ? rename.template(words) : null,
      address: this.#surface.value?.address(id) ?? null,
      open: () => this.#surface.value?.openThread(id),
      openMenu: (button, label) => menu.toggle(button, label, actions.items(entry)),
    })
  }

  #showMore(words: Localisation, list: ThreadList, archived: boolean): TemplateResult | typeof nothing {
    if (!list.hasMore || list.status !== 'ready') return nothing
    return html`<button
      type="button"
      class="do bare"
      aria-disabled=${list.loadingMore}
      @click=${() => this.#more(archived)}
    >
      ${words.text('threads.showMore')}
    </button>`
  }

  #more(archived: boolean): void {
    // A failure is told by the list's own state.
    this.#chat.value?.threads.loadMore({ archived }).catch(() => {})
  }

  readonly #search = (searching: boolean): void => {
    this.searching = searching
  }

  readonly #toggleArchived = (): void => {
    this.showArchived = !this.showArchived
    this.#archived.follow(this.showArchived ? (this.#chat.value?.$archived ?? null) : null)
  }

  readonly #openAccount = async (event: Event): Promise<void> => {
    const button = event.currentTarget as HTMLElement
    const [chat, words, surface] = [this.#chat.value, this.#localisation.value, this.#surface.value]
    const root = dialogRoot(this)
    if (!chat || !words || !surface || !root) return
    this.failure = null
    const failed = (error: ChatError | null): void => {
      this.failure = error
    }
    try {
      const { accountItems } = await import('../chat-account/account-items.ts')
      const items = await accountItems({ chat, words, surface, root, failed })
      this.#tools.menu.toggle(button, words.text('threads.yourData'), items)
    } catch (error) {
      failed(error as ChatError)
    }
  }

  /** Once it was taken away it does not know. */
  #isCurrent(id: string): boolean {
    return this.isConnected && this.#thread.value?.id === id
  }

  #row(id: string): HTMLElement | null {
    return this.shadowRoot?.querySelector<HTMLElement>(`[data-id="${CSS.escape(id)}"] .open-thread`) ?? null
  }

  #follow(chat: Chat | null): void {
    this.#list.follow(chat?.$threads ?? null)
    this.#session.follow(chat?.$session ?? null)
    this.#outbox.follow(chat?.$outbox ?? null)
    this.#archived.follow(this.showArchived ? (chat?.$archived ?? null) : null)
  }
}
