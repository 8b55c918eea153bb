import type { Chat, ChatError, SearchResults } from '@chat-view/sdk'
import type { ReactiveControllerHost } from 'lit'

/** Milliseconds without a key press before the server is asked. */
const pauseMs = 200

/** Results that are asked for at once. */
const limit = 30

/** How far a search is; `results` of an earlier query stay while the next one is looked for. */
export type SearchState =
  | { readonly name: 'idle' }
  | { readonly name: 'searching'; readonly query: string; readonly results: SearchResults | null }
  | { readonly name: 'found'; readonly query: string; readonly results: SearchResults }
  | { readonly name: 'failed'; readonly query: string; readonly error: ChatError }

/** Asks for what was typed once the typing pauses, and forgets what it asked before (ST6). */
export class ThreadSearch {
  readonly #host: ReactiveControllerHost
  readonly #chat: () => Chat | null
  readonly #thread: () => string | null
  readonly #settled: (state: SearchState) => void
  #state: SearchState = { name: 'idle' }
  #timer: ReturnType<typeof setTimeout> | undefined
  #request: AbortController | null = null

  /** `thread`: where to look, null in all of them; `settled` is told once a query was answered. */
  constructor(
    host: ReactiveControllerHost,
    chat: () => Chat | null,
    thread: () => string | null,
    settled: (state: SearchState) => void,
  ) {
    this.#host = host
    this.#chat = chat
    this.#thread = thread
    this.#settled = settled
  }

  get state(): SearchState {
    return this.#state
  }

  /** What stands in the field now. */
  look(typed: string): void {
    const query = typed.trim()
    if (this.#state.name !== 'idle' && this.#state.query === query) return
    this.#forget()
    if (query === '') {
      this.#set({ name: 'idle' })
      return
    }
    const results = this.#state.name === 'found' || this.#state.name === 'searching' ? this.#state.results : null
    this.#set({ name: 'searching', query, results })
    this.#timer = setTimeout(() => void this.#ask(query), pauseMs)
  }

  /** Asks the same again, at once. */
  retry(): void {
    if (this.#state.name === 'idle') return
    const { query } = this.#state
    this.#forget()
    this.#set({ name: 'searching', query, results: null })
    void this.#ask(query)
  }

  async #ask(query: string): Promise<void> {
    const request = new AbortController()
    this.#request = request
    try {
      const thread = this.#thread() ?? undefined
      const results = await this.#chat()?.threads.search(query, { thread, limit, signal: request.signal })
      if (request.signal.aborted || !results) return
      this.#set({ name: 'found', query, results })
    } catch (error) {
      if (request.signal.aborted) return
      this.#set({ name: 'failed', query, error: error as ChatError })
    }
    this.#settled(this.#state)
  }

  #forget(): void {
    clearTimeout(this.#timer)
    this.#request?.abort()
    this.#request = null
  }

  #set(state: SearchState): void {
    this.#state = state
    this.#host.requestUpdate()
  }
}
