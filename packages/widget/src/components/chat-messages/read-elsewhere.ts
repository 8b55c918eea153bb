import type { Chat, ThreadList } from '@chat-view/sdk'
import { ContextConsumer } from '@lit/context'
import type { ReactiveController } from 'lit'
import { chatContext } from '../../context/chat-context.ts'
import { threadContext } from '../../context/thread-context.ts'
import { StoreController } from '../../controllers/store-controller.ts'
import type { ChatElement } from '../chat-element.ts'
import type { UnseenMark } from './unseen-mark.ts'

/** What the user has read in another tab or on another device is no longer new in this one (CV1). */
export class ReadElsewhere implements ReactiveController {
  readonly #unseen: UnseenMark
  readonly #read: (key: string) => void
  readonly #thread
  readonly #list: StoreController<ThreadList>

  /** `read` is told the last message that was read so. */
  constructor(host: ChatElement, unseen: UnseenMark, read: (key: string) => void) {
    this.#unseen = unseen
    this.#read = read
    this.#list = new StoreController<ThreadList>(host)
    this.#thread = new ContextConsumer(host, { context: threadContext, subscribe: true })
    const follow = (chat: Chat | null): void => this.#list.follow(chat?.$threads ?? null)
    new ContextConsumer(host, { context: chatContext, subscribe: true, callback: follow })
    host.addController(this)
  }

  /** A thread with something new in it is among the newest of the list, of which the first page is here. */
  hostUpdate(): void {
    const thread = this.#thread.value
    const { readSeq } = this.#list.value?.items.find(({ id }) => id === thread?.id) ?? {}
    if (!thread || readSeq === undefined) return
    const isRead = (key: string): boolean => {
      const { seq = null, role } = thread.message(key) ?? {}
      // An answer begins with two changes, its message and its start, which who asks has read; read it is with its end.
      return seq !== null && seq + (role === 'assistant' ? 2 : 0) <= readSeq
    }
    const last = this.#unseen.readElsewhere(thread.$timeline.get().keys, isRead)
    if (last !== null) this.#read(last)
  }
}
