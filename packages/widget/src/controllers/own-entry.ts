import type { Chat, ThreadList, ThreadState } from '@chat-view/sdk'
import { ContextConsumer } from '@lit/context'
import type { ReactiveController, ReactiveControllerHost } from 'lit'
import { chatContext } from '../context/chat-context.ts'
import { threadContext } from '../context/thread-context.ts'
import { StoreController } from './store-controller.ts'

/**
 * How the open thread stands in its user's own list (CV1): as the list says, and asked for where it is beyond the pages
 * that are loaded.
 */
export class OwnEntry implements ReactiveController {
  readonly #host: ReactiveControllerHost
  readonly #chat
  readonly #list: StoreController<ThreadList>
  readonly #state: StoreController<ThreadState>
  /** What was asked for: of whom, of which thread, and the answer. */
  #far: { readonly chat: Chat; readonly thread: string; readonly pinned: boolean } | null = null
  /** The list as it was when it was last asked: each change of it may be one of this thread. */
  #asked: ThreadList | null = null
  #asking = false

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host
    this.#list = new StoreController<ThreadList>(host)
    this.#state = new StoreController<ThreadState>(host)
    this.#chat = new ContextConsumer(host, {
      context: chatContext,
      subscribe: true,
      callback: chat => this.#list.follow(chat?.$threads ?? null),
    })
    new ContextConsumer(host, {
      context: threadContext,
      subscribe: true,
      callback: thread => this.#state.follow(thread?.$thread ?? null),
    })
    host.addController(this)
  }

  /** Null where it is not known. */
  get pinned(): boolean | null {
    const thread = this.#thread
    const entry = this.#list.value?.items.find(({ id }) => id === thread)
    if (entry) return entry.pinned
    return this.#far?.thread === thread && this.#far.chat === this.#chat.value ? this.#far.pinned : null
  }

  hostUpdated(): void {
    const [chat, list, thread] = [this.#chat.value, this.#list.value, this.#thread]
    const listed = list?.items.some(({ id }) => id === thread) ?? false
    if (listed) this.#far = this.#asked = null
    if (this.#far && this.#far.thread !== thread) this.#far = this.#asked = null
    if (listed || this.#asking || list?.status !== 'ready' || list === this.#asked) return
    if (chat && thread !== null) void this.#ask(chat, list, thread)
  }

  /** An archived one cannot be pinned. */
  get #thread(): string | null {
    const state = this.#state.value
    return state?.status === 'open' && state.thread.archivedAt === null ? state.thread.id : null
  }

  async #ask(chat: Chat, list: ThreadList, thread: string): Promise<void> {
    this.#asking = true
    this.#asked = list
    try {
      const { pinned } = await chat.threads.get(thread)
      this.#far = { chat, thread, pinned }
      this.#asking = false
      // What changed meanwhile is asked for by then.
      this.#host.requestUpdate()
    } catch {
      // Asked for again when something is drawn again.
      this.#asked = null
      this.#asking = false
    }
  }
}
