import type { CommandInput, CommandName, CommandResult, ServerFrameOf } from '@chat-view/protocol'
import { bounds } from '@chat-view/protocol/codes'
import { ChatError } from '../errors/chat-error.ts'
import { safeAtom } from '../safe-atom.ts'
import { sameItems } from '../same-items.ts'
import { afterOwn } from './after-own.ts'
import { createCommandId } from './command-id.ts'
import { nextTry } from './next-try.ts'
import type { OutboxBox } from './outbox-box.ts'
import type { OutboxEntry } from './outbox-entry.ts'
import { type ItemState, isExpired, type OutboxItem, writtenText } from './outbox-item.ts'
import type { OutboxOptions } from './outbox-options.ts'
import { entryOf, keptItem, type Waiting, waiting } from './waiting-item.ts'

/** So many commands may wait. */
const mostItems = 200
/** After so long without an answer the same command is sent again. */
const answerLimit = 30_000

export interface NewCommand<N extends CommandName> {
  readonly name: N
  readonly args: CommandInput<N> | Omit<CommandInput<N>, 'thread'>
  readonly lane: string
  readonly thread: string | null
  readonly key?: string
  /** Key of a view: what waits for that is given up for this. */
  readonly instead?: string | undefined
  readonly passing?: boolean
}

/** Commands on their way to the server: in order, each until it is answered, over reloads and reconnects (RT11). */
export class Outbox {
  readonly $entries = safeAtom<readonly OutboxEntry[]>([])
  readonly #options: OutboxOptions
  #rows: Waiting[] = []
  #box: OutboxBox | null = null
  #closed = false
  /** Grows when all that waits is let go of. */
  #epoch = 0
  /** What was published last. */
  #told: readonly (OutboxItem | ItemState)[] = []

  constructor(options: OutboxOptions) {
    this.#options = options
  }

  /** The items themselves, with where they stand. */
  get items(): readonly { readonly item: OutboxItem; readonly at: ItemState }[] {
    return this.#rows
  }

  /** Puts a command in; answers with its result, once the server has it. */
  add<N extends CommandName>(command: NewCommand<N>): { item: OutboxItem; result: Promise<CommandResult<N>> } {
    const id = createCommandId()
    const { name, args, lane, thread, key = id, instead, passing = false } = command
    const item: OutboxItem = { id, key, name, args, lane, thread, createdAt: this.#options.clock.now() }
    const text = writtenText(item)
    const { promise, resolve, reject } = Promise.withResolvers<unknown>()
    // Whoever does not ask for the result sees the failure in the stores.
    promise.catch(() => {})
    if (this.#closed) reject(new ChatError('closed'))
    else if (this.#rows.filter(row => row.item.key !== instead).length >= mostItems) reject(new ChatError('too_many'))
    // No server takes it, so that trying again could not help.
    else if (text?.trim() === '') reject(new ChatError('invalid_request'))
    // The server would close the connection, again and again.
    else if (text && text.length > bounds.messageText) reject(new ChatError('too_large'))
    else {
      if (instead !== undefined) this.discard(instead, true)
      this.#rows.push({ ...waiting(item), item, resolve, reject, passing, asked: false, adopted: false })
    }
    this.drain()
    return { item, result: promise as Promise<CommandResult<N>> }
  }

  /** From now on what is in here is kept in this box; what dead pages of these users left comes in front. */
  async keepIn(box: OutboxBox, users: readonly string[]): Promise<void> {
    this.#box = box
    this.#told = []
    this.#changed()
    const epoch = this.#epoch
    await box.adopt(users, items => {
      // The chat was closed, or another user came, while the box was opened.
      if (epoch !== this.#epoch) return false
      const known = new Set(this.#rows.map(({ item }) => item.id))
      const left = items.filter(({ id }) => !known.has(id)).map(waiting)
      this.#rows.unshift(...left)
      this.#changed()
      this.drain()
      return true
    })
    this.drain()
  }

  /** Gives up what concerns this view. What replaces an edit that may have been done waits behind it (CV5). */
  discard(key: string, isReplaced = false): void {
    for (const row of this.#rows.filter(({ item }) => item.key === key)) {
      const { asked, item, at } = row
      const error = new ChatError('discarded')
      if (isReplaced && asked && item.name === 'editMessage' && at.state !== 'failed') row.reject(error)
      else this.#finish(row, error)
    }
    this.drain()
  }

  /** Tries what failed again: under a new id where the old one stands for a refusal, else it may have been done. */
  retry(key: string): void {
    for (const row of this.#rows) {
      if (row.item.key !== key || row.at.state !== 'failed') continue
      if (nextTry(row.at.error, 0) === null)
        row.item = { ...row.item, id: createCommandId(), createdAt: this.#options.clock.now() }
      row.refusals = 0
      this.#set(row, { state: 'queued' })
    }
    this.drain()
  }

  /** The thread that had only a key has an id now. */
  threadCreated(key: string, id: string): void {
    for (const row of this.#rows) if (row.item.thread === key) row.item = { ...row.item, thread: id }
  }

  /** Gives up a command that was not sent yet. */
  withdraw(id: string): void {
    for (const row of this.#rows)
      if (row.item.id === id && row.at.state !== 'sending') this.#finish(row, new ChatError('aborted'))
  }

  /** Forgets everything, on the device too, or only what dead pages left: the user has changed (SE1). */
  clear(adopted: boolean): void {
    this.#epoch++
    for (const row of this.#rows) if (row.adopted || !adopted) this.#finish(row, new ChatError('discarded'))
  }

  down(): void {
    for (const row of this.#rows) if (row.at.state === 'sending') this.#set(row, { state: 'queued' })
    if (this.#rows.length > 0) this.#changed()
  }

  /** Sends what is due: the first of each lane that has not failed. */
  drain(): void {
    const busy = new Set<string>()
    for (const row of [...this.#rows]) {
      if (row.at.state === 'failed' || busy.has(row.item.lane)) continue
      busy.add(row.item.lane)
      if (row.at.state === 'queued') this.#send(row)
    }
    this.#changed()
  }

  /** Takes the answer to a command; false: it is to none of ours. */
  frame(frame: ServerFrameOf<'result' | 'error'>): boolean {
    const row = this.#rows.find(({ item }) => item.id === frame.id)
    if (!row) return false
    if (frame.type === 'error') this.#refused(row, ChatError.from(frame.problem))
    else {
      const done = row.item
      this.#options.confirmed(done, frame.result)
      for (const later of this.#rows) later.item = afterOwn(later.item, done, frame.result)
      // As it is now: its thread may have come about by this.
      const { next, ...item } = row.item
      if (next) {
        row.item = { ...item, id: createCommandId(), name: 'sendMessage', args: next }
        this.#set(row, { state: 'queued' })
      } else this.#finish(row, null, frame.result)
    }
    this.drain()
    return true
  }

  /** Lets go of everything; what is kept on the device stays there. */
  close(): void {
    this.#closed = true
    this.#epoch++
    this.#box?.release()
    this.#box = null
    for (const row of this.#rows) {
      row.cancel()
      row.reject(new ChatError('closed'))
    }
    this.#rows = []
  }

  #set(row: Waiting, at: ItemState): void {
    row.cancel()
    row.cancel = () => {}
    row.at = at
    if (at.state === 'failed') row.reject(at.error)
  }

  #send(row: Waiting): void {
    if (isExpired(row.item, this.#options.clock.now())) {
      this.#fail(row, new ChatError('command_expired'))
      return
    }
    row.item = this.#options.ready(row.item)
    const { id, name, args } = row.item
    // First what is kept: a result can come before `send` returns.
    this.#set(row, { state: 'sending' })
    if (!this.#options.send({ type: 'command', id, name, arguments: args })) {
      this.#set(row, { state: 'queued' })
      return
    }
    if (row.at.state !== 'sending') return
    row.asked = true
    row.cancel = this.#options.clock.after(answerLimit, () => {
      this.#refused(row, new ChatError('timeout'))
      this.drain()
    })
  }

  #refused(row: Waiting, error: ChatError): void {
    if (error.next === 'sign-in') this.#options.tokenRefused()
    row.asked = error.next === 'retry'
    const wait = nextTry(error, row.refusals++)
    if (wait === null) {
      this.#fail(row, error)
      return
    }
    this.#set(row, { state: 'waiting', error })
    row.cancel = this.#options.clock.after(wait, () => {
      this.#set(row, { state: 'queued' })
      this.drain()
    })
  }

  /** What a person wrote last stays, to be tried again or discarded; all else is over. */
  #fail(row: Waiting, error: ChatError): void {
    const last = this.#rows.findLast(({ item }) => item.key === row.item.key)
    if (last !== row || writtenText(row.item) === null) this.#finish(row, error)
    else this.#set(row, { state: 'failed', error })
  }

  #finish(row: Waiting, error: ChatError | null, result?: unknown): void {
    row.cancel()
    this.#rows = this.#rows.filter(other => other !== row)
    if (error) row.reject(error)
    else row.resolve(result)
    this.#changed()
  }

  #changed(): void {
    const now = this.#rows.flatMap(({ item, at }) => [item, at])
    if (sameItems(now, this.#told)) return
    this.#told = now
    this.#box?.write(this.#rows.filter(({ passing }) => !passing).map(keptItem))
    this.$entries.set(this.#rows.map(entryOf))
  }
}
