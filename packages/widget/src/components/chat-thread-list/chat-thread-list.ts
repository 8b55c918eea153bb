import type { Chat, ChatError, ThreadEntry, ThreadList, ThreadState } from '@chat-view/sdk'
import { ContextConsumer } from '@lit/context'
import { html, nothing, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { chatContext } from '../../context/chat-context.ts'
import { localisationContext } from '../../context/localisation-context.ts'
import { surfaceContext } from '../../context/surface-context.ts'
import { threadContext } from '../../context/thread-context.ts'
import { FocusKeeper } from '../../controllers/focus-keeper.ts'
import { MenuController } from '../../controllers/menu-controller.ts'
import { RenameField } from '../../controllers/rename-field.ts'
import { StoreController } from '../../controllers/store-controller.ts'
import { ThreadActions } from '../../controllers/thread-actions.ts'
import { moreIcon, nextIcon } from '../../icons/controls.ts'
import { icon } from '../../icons/icon.ts'
import { downIcon } from '../../icons/launcher.ts'
import type { Localisation } from '../../locales/localisation.ts'
import { base } from '../../styles/base.ts'
import { controls } from '../../styles/controls.ts'
import { isolation } from '../../styles/isolation.ts'
import { menu } from '../../styles/menu.ts'
import { skeleton } from '../../styles/skeleton.ts'
import { threads } from '../../styles/threads.ts'
import type { ChatDialog } from '../chat-dialog/chat-dialog.ts'
import { ChatElement } from '../chat-element.ts'
import { threadGroups } from './thread-groups.ts'
import { threadListSheet } from './thread-list-sheet.ts'
import { threadListStates } from './thread-list-states.ts'

declare global {
  interface HTMLElementTagNameMap {
    'chat-thread-list': ChatThreadList
  }
}

/**
 * The user's threads: pinned ones first, then by day, and the archived ones when asked for (CV1). Within `<chat-view>`,
 * or alone under `<chat-provider>` (EM11).
 */
export class ChatThreadList extends ChatElement {
  static override sheets = [isolation, base, controls, threads, menu, skeleton, threadListSheet]
  static override properties = {
    failure: { state: true, attribute: false },
    showArchived: { state: true, attribute: false },
  }

  declare private failure: ChatError | null
  declare private showArchived: boolean

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
  readonly #menu = new MenuController(this)
  readonly #actions = new ThreadActions({
    chat: () => this.#chat.value ?? null,
    words: () => this.#localisation.value ?? null,
    surface: () => this.#surface.value ?? null,
    isCurrent: id => this.#isCurrent(id),
    rename: thread => this.#rename.open(thread),
    confirm: async question => (await this.#dialog()?.ask(question)) ?? false,
    failed: error => {
      this.failure = error
    },
  })
  readonly #rename = new RenameField(
    this,
    (thread, title) => this.#actions.rename(thread, title),
    ({ id }) => this.#row(id)?.focus(),
  )

  constructor() {
    super()
    this.failure = null
    this.showArchived = false
    new FocusKeeper(this, () => [...(this.shadowRoot?.querySelectorAll<HTMLElement>('.open-thread') ?? [])])
  }

  protected override render(): TemplateResult | typeof nothing {
    const words = this.#localisation.value
    const list = this.#list.value
    if (!words || !list) return nothing
    return html`<div class="chat" lang=${words.tag} dir=${words.direction}>
      <nav class="thread-list" part="thread-list" aria-label=${words.text('header.conversations')}>
        ${this.failure ? html`<p class="none bad" role="alert">${words.error(this.failure.code)}</p>` : nothing}
        ${threadListStates(words, list, () => this.#more(false))}
        ${threadGroups(list.items, Date.now()).map(
          ({ name, threads }) => html`<h3>${words.text(`threads.${name}`)}</h3>
            <ul>
              ${this.#rows(words, threads)}
            </ul>`,
        )}
        ${this.#showMore(words, list, false)} ${this.#archive(words)}
      </nav>
      ${this.#menu.template()}
      <chat-dialog></chat-dialog>
    </div>`
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
    const { id, archivedAt, lastActivityAt } = entry
    const title = this.#rename.pending(id) ?? entry.title ?? words.text('thread.untitled')
    const current = this.#isCurrent(id)
    const unread = entry.unread && !current
    const label = words.text('thread.menu', { title })
    return html`<li
      class="thread-item ${unread ? 'new' : ''} ${archivedAt === null ? '' : 'archived'}"
      part="thread-item"
      aria-current=${current ? 'page' : nothing}
      data-id=${id}
    >
      ${
        this.#rename.isOpen(id)
          ? this.#rename.template(words.text('header.title'))
          : html`${this.#opener(id, title, current, unread ? words.text('thread.unread') : null)}
            <time class="num" datetime=${new Date(lastActivityAt).toISOString()}
              >${words.shortDate(lastActivityAt, Date.now())}</time
            >
            <button
              type="button"
              class="btn"
              part="thread-menu"
              aria-label=${label}
              title=${words.text('common.more')}
              aria-haspopup="menu"
              aria-expanded="false"
              @click=${(event: Event) => this.#openMenu(event, label, entry)}
            >
              ${icon(moreIcon)}
            </button>`
      }
    </li>`
  }

  #opener(id: string, title: string, current: boolean, note: string | null): TemplateResult {
    const address = this.#surface.value?.address(id) ?? null
    const words = html`<bdi>${title}</bdi>${note === null ? nothing : html`<span class="unseen">, ${note}</span>`}`
    const now = current ? 'page' : nothing
    return address === null
      ? html`<button type="button" class="open-thread grow cut" aria-current=${now} @click=${() => this.#open(id)}>
          ${words}
        </button>`
      : html`<a class="open-thread grow cut" href=${address} aria-current=${now} @click=${(event: MouseEvent) => this.#openLink(event, id)}
          >${words}</a
        >`
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

  #openMenu(event: Event, label: string, entry: ThreadEntry): void {
    this.#menu.toggle(event.currentTarget as HTMLElement, label, this.#actions.items(entry))
  }

  #open(id: string): void {
    this.#surface.value?.openThread(id)
  }

  #openLink(event: MouseEvent, id: string): void {
    // Another tab or window is the browser's to open.
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0) return
    event.preventDefault()
    this.#open(id)
  }

  #more(archived: boolean): void {
    // A failure is told by the list's own state.
    this.#chat.value?.threads.loadMore({ archived }).catch(() => {})
  }

  readonly #toggleArchived = (): void => {
    this.showArchived = !this.showArchived
    this.#archived.follow(this.showArchived ? (this.#chat.value?.$archived ?? null) : null)
  }

  #isCurrent(id: string): boolean {
    return this.#thread.value?.id === id
  }

  #row(id: string): HTMLElement | null {
    return this.shadowRoot?.querySelector<HTMLElement>(`[data-id="${CSS.escape(id)}"] .open-thread`) ?? null
  }

  #dialog(): ChatDialog | null {
    return this.shadowRoot?.querySelector('chat-dialog') ?? null
  }

  #follow(chat: Chat | null): void {
    this.#list.follow(chat?.$threads ?? null)
    this.#archived.follow(this.showArchived ? (chat?.$archived ?? null) : null)
  }
}
