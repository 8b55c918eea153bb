import type { Chat, ChatSession, SearchResult } from '@chat-view/sdk'
import { ContextConsumer } from '@lit/context'
import { html, nothing, type TemplateResult } from 'lit'
import { chatContext } from '../../context/chat-context.ts'
import { localisationContext } from '../../context/localisation-context.ts'
import { surfaceContext } from '../../context/surface-context.ts'
import { isComposing } from '../../controllers/is-composing.ts'
import { StoreController } from '../../controllers/store-controller.ts'
import { type SearchState, ThreadSearch } from '../../controllers/thread-search.ts'
import { closeIcon } from '../../icons/controls.ts'
import { icon } from '../../icons/icon.ts'
import { searchIcon } from '../../icons/threads.ts'
import type { Localisation } from '../../locales/localisation.ts'
import { base } from '../../styles/base.ts'
import { controls } from '../../styles/controls.ts'
import { fields } from '../../styles/fields.ts'
import { isolation } from '../../styles/isolation.ts'
import { skeleton } from '../../styles/skeleton.ts'
import { threads } from '../../styles/threads.ts'
import { ChatElement } from '../chat-element.ts'
import { searchHit } from './search-hit.ts'
import { searchSheet } from './search-sheet.ts'

declare global {
  interface HTMLElementTagNameMap {
    'chat-search': ChatSearch
  }
}

/** Search over the user's threads: a field, and what was found, best first (ST6). */
export class ChatSearch extends ChatElement {
  static override sheets = [isolation, base, controls, fields, threads, skeleton, searchSheet]
  static override properties = {
    active: { type: Boolean, reflect: true },
    toggled: { attribute: false },
    thread: { attribute: false },
    words: { state: true, attribute: false },
  }

  /** Something is looked for. */
  declare active: boolean
  /** Told when `active` changes. */
  declare toggled: ((active: boolean) => void) | null
  /** Id of the thread in which it looks; null: in all of them. */
  declare thread: string | null
  /** Null until its strings are loaded. */
  declare private words: Localisation | null

  readonly #chat = new ContextConsumer(this, {
    context: chatContext,
    subscribe: true,
    callback: chat => this.#session.follow(chat?.$session ?? null),
  })
  readonly #session = new StoreController<ChatSession | null>(this)
  readonly #surface = new ContextConsumer(this, { context: surfaceContext, subscribe: true })
  readonly #search = new ThreadSearch(
    this,
    (): Chat | null => this.#chat.value ?? null,
    () => this.thread,
    state => this.#tell(state),
  )

  #user: string | null = null

  constructor() {
    super()
    this.active = false
    this.toggled = this.thread = null
    this.words = null
    new ContextConsumer(this, {
      context: localisationContext,
      subscribe: true,
      callback: words => {
        words?.dialogs().then(
          () => {
            this.words = words
          },
          // Without its words there is no search, until the list is drawn anew.
          () => {},
        )
      },
    })
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#empty()
  }

  override focus(): void {
    this.#field()?.focus()
  }

  protected override willUpdate(): void {
    // What one user found is not another's to see.
    const user = this.#session.value?.user.id ?? null
    if (this.#user !== null && user !== this.#user) this.#empty()
    this.#user = user
    const active = this.#search.state.name !== 'idle'
    if (active === this.active) return
    this.active = active
    this.toggled?.(active)
  }

  protected override render(): TemplateResult | typeof nothing {
    const { words } = this
    if (!words) return nothing
    const label = words.text(this.thread === null ? 'threads.searchLabel' : 'threads.searchHere')
    const hint = words.text(this.thread === null ? 'threads.search' : 'threads.searchHere')
    return html`<div class="chat" lang=${words.tag} dir=${words.direction}>
      <div class="search" role="search">
        <div class="field">
          ${icon(searchIcon, { small: true })}
          <input
            type="search"
            part="search"
            maxlength="200"
            autocomplete="off"
            spellcheck="false"
            aria-label=${label}
            placeholder=${hint}
            @input=${this.#typed}
            @keydown=${this.#keydown}
          />
          ${
            this.active
              ? html`<button
                  type="button"
                  class="btn"
                  aria-label=${words.text('threads.clearSearch')}
                  title=${words.text('threads.clearSearch')}
                  @click=${this.#clear}
                >
                  ${icon(closeIcon, { small: true })}
                </button>`
              : nothing
          }
        </div>
      </div>
      ${this.#found(words, this.#search.state)}
    </div>`
  }

  #found(words: Localisation, state: SearchState): TemplateResult | typeof nothing {
    if (state.name === 'idle') return nothing
    const label = words.text('threads.found')
    if (state.name === 'failed') {
      return html`<section class="found" aria-label=${label}>
        <div class="none" role="alert">
          <p>${words.error(state.error.code)}</p>
          <button type="button" class="do" @click=${() => this.#search.retry()}>${words.text('delivery.retry')}</button>
        </div>
      </section>`
    }
    const { results } = state
    return html`<section class="found" aria-label=${label} aria-busy=${state.name === 'searching'} @keydown=${this.#keydown}>
      ${
        results === null
          ? html`<div class="bones" role="status" aria-label=${label}>
              <span class="bone w2"></span><span class="bone w3"></span><span class="bone w2"></span>
            </div>`
          : this.#results(words, state.query, results)
      }
    </section>`
  }

  #results(words: Localisation, query: string, { items, more }: { items: readonly SearchResult[]; more: boolean }) {
    if (items.length === 0) return html`<p class="none">${words.text('threads.noResults', { query })}</p>`
    const now = Date.now()
    const surface = this.#surface.value
    return html`<ul>
        ${items.map(result =>
          searchHit({
            words,
            result,
            now,
            address: surface?.address(result.threadId) ?? null,
            open: event => this.#open(event, result),
          }),
        )}
      </ul>
      ${more ? html`<p class="none">${words.text('threads.moreResults')}</p>` : nothing}`
  }

  #open(event: MouseEvent, { threadId, messageId }: SearchResult): void {
    // Another tab or window is the browser's to open.
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0) return
    event.preventDefault()
    this.#surface.value?.openThread(threadId, messageId)
  }

  readonly #typed = (): void => this.#search.look(this.#field()?.value ?? '')

  readonly #clear = (): void => {
    this.#empty()
    this.focus()
  }

  #empty(): void {
    const field = this.#field()
    if (field) field.value = ''
    this.#search.look('')
  }

  /** Up and down between the field and what was found; Escape empties the field first. */
  readonly #keydown = (event: KeyboardEvent): void => {
    if (isComposing(event)) return
    if (event.key === 'Escape' && this.active) {
      event.preventDefault()
      event.stopPropagation()
      this.#clear()
      return
    }
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    const places = [this.#field(), ...this.renderRoot.querySelectorAll<HTMLElement>('.hit')]
    const at = places.indexOf(event.target as HTMLInputElement)
    const next = at < 0 ? undefined : places[at + (event.key === 'ArrowDown' ? 1 : -1)]
    if (!next) return
    event.preventDefault()
    next.focus()
  }

  #tell(state: SearchState): void {
    const { words } = this
    const surface = this.#surface.value
    if (!words || !surface || state.name !== 'found') return
    const count = state.results.items.length
    surface.announce(
      count === 0 ? words.text('threads.noResults', { query: state.query }) : words.text('threads.results', { count }),
    )
  }

  #field(): HTMLInputElement | null {
    return this.renderRoot?.querySelector('input') ?? null
  }
}
