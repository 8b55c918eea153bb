import type { Message, PageTool, ThreadEntry } from '@chat-view/protocol'
import { createCommandId } from '../outbox/command-id.ts'
import type { OutboxItem } from '../outbox/outbox-item.ts'
import { ThreadChannel } from './thread-channel.ts'
import type { ThreadServices } from './thread-services.ts'

const newPrefix = 'new-'

/** So many keys of created threads are remembered. */
const keyLimit = 500

interface WrittenArgs {
  readonly text?: string
  readonly answer?: boolean
  readonly tools?: readonly PageTool[]
  readonly message?: { readonly text: string; readonly tools?: readonly PageTool[] }
}

/** The threads that are open here, by id and by key. */
export class ThreadRegistry {
  readonly #services: () => ThreadServices
  readonly #channels = new Set<ThreadChannel>()
  /** Ids of the threads that were created here, by their keys. */
  readonly #ids = new Map<string, string>()

  constructor(services: () => ThreadServices) {
    this.#services = services
  }

  /** The channel of a thread; a new one where it is not open. An empty name is none. */
  open(name?: string): ThreadChannel {
    const key = name || newPrefix + createCommandId()
    const id = this.idOf(key)
    for (const channel of this.#channels) if (channel.key === key || (id && channel.id === id)) return channel
    const channel = new ThreadChannel(this.#services(), key, id, () => this.#channels.delete(channel))
    this.#channels.add(channel)
    return channel
  }

  /** The server's id; null: the thread is not created yet. */
  idOf(key: string): string | null {
    return this.#ids.get(key) ?? (key.startsWith(newPrefix) ? null : key)
  }

  each(call: (channel: ThreadChannel) => void): void {
    for (const channel of [...this.#channels]) call(channel)
  }

  /** The first message to a thread creates it, the others find it (CV1). */
  ready(item: OutboxItem): OutboxItem {
    if (item.name !== 'sendMessage' && item.name !== 'createThread') return item
    const id = item.thread && this.idOf(item.thread)
    const { next, ...given } = item
    const args = next ?? item.args
    const { text, answer, tools, message } = args as WrittenArgs
    const written = text ?? message?.text
    const offered = tools ?? message?.tools
    const rest = { ...(answer === false && { answer }), ...(offered && { tools: offered }) }
    if (id) return { ...given, name: 'sendMessage', args: { thread: id, text: written, ...rest } }
    if (written === undefined) return item
    // A thread that is made without a message comes before one that nobody shall answer.
    if (answer === false) return { ...item, name: 'createThread', args: {}, next: args }
    return { ...item, name: 'createThread', args: { message: { text: written, ...(offered && { tools: offered }) } } }
  }

  /** Takes what a command has changed, before events tell of it. */
  confirmed(item: OutboxItem, result: unknown): void {
    const { thread, message, answer } = result as { thread?: ThreadEntry; message?: Message; answer?: Message | null }
    if (item.name === 'createThread' && item.thread && thread) this.#created(item.thread, thread)
    if (thread?.id) this.each(channel => channel.id === thread.id && channel.updated(thread))
    const threadId = message?.threadId
    if (!message || !threadId) return
    this.each(channel => {
      if (channel.id !== threadId) return
      if (message.role === 'user') channel.store.confirm(item.id, message.id)
      channel.merge([message, answer ?? null])
    })
  }

  #created(key: string, thread: ThreadEntry): void {
    this.#ids.set(key, thread.id)
    const [oldest] = this.#ids.keys()
    if (this.#ids.size > keyLimit && oldest) this.#ids.delete(oldest)
    this.#services().outbox.threadCreated(key, thread.id)
    this.each(channel => {
      if (channel.key === key) channel.created(thread)
    })
  }
}
