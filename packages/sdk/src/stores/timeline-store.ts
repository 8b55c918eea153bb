import { atom, type PreinitializedWritableAtom } from 'nanostores'
import type { MessageView } from '../messages/message-view.ts'
import { type PendingMessage, viewOfPending } from '../messages/pending-message.ts'
import type { Timeline } from '../messages/timeline.ts'
import { emptyTimeline, liveOf, type Step, type TimelineModel } from '../messages/timeline-model.ts'
import { viewOfMessage } from '../messages/view-of-message.ts'

type TimelineFrame = Omit<Timeline, 'keys' | 'running'>

const same = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((key, index) => key === other[index])

/** Publishes a thread's messages: the order as one store, and one store for each message (DX1). */
export class TimelineStore {
  readonly $timeline: PreinitializedWritableAtom<Timeline>
  model: TimelineModel = emptyTimeline
  readonly #views = new Map<string, PreinitializedWritableAtom<MessageView | null>>()
  /** Keys of messages that were sent from here, by message id; all others go by their id. */
  readonly #keys = new Map<string, string>()
  readonly #ids = new Map<string, string>()
  /** Keys of what is in the outbox, by command id. */
  readonly #sent = new Map<string, string>()
  #pending: readonly PendingMessage[] = []

  constructor(status: Timeline['status']) {
    const frame = { status, hasOlder: false, loadingOlder: false, error: null }
    this.$timeline = atom<Timeline>({ ...frame, keys: [], running: null })
  }

  $message(name: string): PreinitializedWritableAtom<MessageView | null> {
    const key = this.keyOf(name)
    let $view = this.#views.get(key)
    if (!$view) {
      $view = atom<MessageView | null>(this.#view(key))
      this.#views.set(key, $view)
    }
    return $view
  }

  /** The key of a message named by its id or key. */
  keyOf(name: string): string {
    return this.#keys.get(name) ?? name
  }

  /** The id of a message named by its id or key; null: the server does not know it yet. */
  idOf(name: string): string | null {
    const id = this.#ids.get(name) ?? name
    return this.model.rows.has(id) ? id : null
  }

  /** The message that this command made is the one that was shown as pending. */
  confirm(command: string, id: string): void {
    const key = this.#sent.get(command)
    if (!key || this.#keys.has(id)) return
    this.#keys.set(id, key)
    this.#ids.set(key, id)
    this.#sent.delete(command)
  }

  apply({ model, touched }: Step): void {
    const old = this.model
    this.model = model
    for (const id of touched) {
      const row = model.rows.get(id)
      if (row?.commandId && row.role === 'user') this.confirm(row.commandId, id)
    }
    for (const id of new Set(touched)) this.#publish(this.keyOf(id))
    // A text that grows is the common case, and changes nothing of the order.
    const arranged = model.order === old.order && model.before === old.before
    if (!arranged || !same([...model.live.keys()], [...old.live.keys()])) this.#arrange()
  }

  /** What is in the outbox for this thread, in the order it was given. */
  setPending(pending: readonly PendingMessage[]): void {
    const keys = [...this.#pending, ...pending].map(({ key }) => key)
    this.#pending = pending
    this.#sent.clear()
    for (const { command, key } of pending) if (!this.#ids.has(key)) this.#sent.set(command, key)
    for (const key of new Set(keys)) this.#publish(key)
    this.#arrange()
  }

  /** Changes what the timeline says besides its messages. */
  set(frame: Partial<TimelineFrame>): void {
    this.$timeline.set({ ...this.$timeline.get(), ...frame })
  }

  /** Forgets every message, pending ones too. */
  clear(): void {
    this.#pending = []
    this.model = emptyTimeline
    for (const key of this.#views.keys()) this.#publish(key)
    this.#arrange()
  }

  #view(key: string): MessageView | null {
    const id = this.#ids.get(key) ?? key
    const row = this.model.rows.get(id)
    const pending = this.#pending.find(item => item.key === key)
    if (!row) return pending ? viewOfPending(pending) : null
    const edit = pending?.delivery.command === 'edit' ? pending : undefined
    return row.supersededBy === null ? viewOfMessage(key, row, liveOf(this.model, id), edit) : null
  }

  #publish(key: string): void {
    this.#views.get(key)?.set(this.#view(key))
  }

  #arrange(): void {
    const { order, before } = this.model
    const sent = order.map(id => this.keyOf(id))
    const known = new Set(sent)
    const unsent = this.#pending.filter(({ key, delivery }) => delivery.command === 'send' && !known.has(key))
    const keys = [...sent, ...unsent.map(({ key }) => key)]
    const runningId = order.findLast(id => liveOf(this.model, id))
    const running = runningId === undefined ? null : this.keyOf(runningId)
    const old = this.$timeline.get()
    const hasOlder = before !== null
    if (old.running === running && old.hasOlder === hasOlder && same(old.keys, keys)) return
    this.$timeline.set({ ...old, keys: same(old.keys, keys) ? old.keys : keys, running, hasOlder })
  }
}
