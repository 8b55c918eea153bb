import type { ContextUse } from '@chat-view/protocol'
import type { PreinitializedWritableAtom } from 'nanostores'
import type { MessageView } from '../messages/message-view.ts'
import { type PendingMessage, viewOfPending } from '../messages/pending-message.ts'
import type { Timeline } from '../messages/timeline.ts'
import { beginning, oldestGap } from '../messages/timeline-gaps.ts'
import { emptyTimeline, indexOf, liveOf, placeIn, type Step, type TimelineModel } from '../messages/timeline-model.ts'
import { viewOfMessage } from '../messages/view-of-message.ts'
import type { WaitingOpinion } from '../outbox/waiting-changes.ts'
import { safeAtom } from '../safe-atom.ts'
import { sameItems } from '../same-items.ts'

type TimelineFrame = Omit<Timeline, 'keys' | 'gaps' | 'running'>

/** So far back, in messages, the newest answer is looked for that tells of its context. */
const contextReach = 200

/** The old list where the fresh one says the same, so that nobody draws it again. */
const kept = (old: readonly string[], fresh: readonly string[]): readonly string[] =>
  sameItems(old, fresh) ? old : fresh

/**
 * Publishes a thread's messages: the order as one store, and one store for each message that was asked for (DX1). A
 * piece of text costs the same however long the thread is; a change of the order costs a copy of its keys (UX4).
 */
export class TimelineStore {
  readonly $timeline: PreinitializedWritableAtom<Timeline>
  /** Of the newest answer that is shown and of which it is known (AI6). */
  readonly $context = safeAtom<ContextUse | null>(null)
  model: TimelineModel = emptyTimeline
  /** The newest change that was said to have been read. */
  read = 0
  readonly #views = new Map<string, PreinitializedWritableAtom<MessageView | null>>()
  /** Keys of messages that were sent from here, by message id; all others go by their id. */
  readonly #keys = new Map<string, string>()
  readonly #ids = new Map<string, string>()
  /** Keys of what is in the outbox, by command id. */
  readonly #sent = new Map<string, string>()
  #pending: readonly PendingMessage[] = []
  #opinions: readonly WaitingOpinion[] = []

  constructor(status: Timeline['status']) {
    const frame = { status, hasOlder: false, loadingOlder: false, error: null }
    this.$timeline = safeAtom<Timeline>({ ...frame, keys: [], gaps: [], running: null })
  }

  $message(name: string): PreinitializedWritableAtom<MessageView | null> {
    const key = this.keyOf(name)
    let $view = this.#views.get(key)
    if (!$view) {
      $view = safeAtom<MessageView | null>(this.view(key))
      this.#views.set(key, $view)
    }
    return $view
  }

  /** A message as it looks now, by its id or key, without a store for it. */
  view(name: string): MessageView | null {
    const key = this.keyOf(name)
    const id = this.#ids.get(key) ?? key
    const row = this.model.rows.get(id)
    const pending = this.#pending.findLast(item => item.key === key)
    const edit = pending?.delivery.command === 'edit' ? pending : undefined
    // The message is gone; what was to become of it is not.
    const isLost = edit?.delivery.state === 'failed' && (row?.supersededBy ?? row?.deletedAt)
    if (!row || isLost) return pending ? viewOfPending(pending) : null
    if (row.supersededBy !== null) return null
    const { shown } = row.versions
    const opinion = this.#opinions.findLast(({ message, number = shown }) => message === id && number === shown)
    return viewOfMessage(key, row, liveOf(this.model, id), edit, opinion)
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

  /** Is a message among those that are shown? */
  shows(name: string): boolean {
    const { order, rows } = this.model
    return indexOf(order, rows, this.idOf(name) ?? '') >= 0
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
    if (model.rows !== old.rows) this.#weigh()
    // A text that grows is the common case, and changes nothing of the order.
    const arranged = model.order === old.order && model.gaps === old.gaps
    if (!arranged || !sameItems([...model.live.keys()], [...old.live.keys()])) this.#arrange()
  }

  /** What is in the outbox for this thread, in the order it was given; opinions may be of other threads too. */
  setPending(pending: readonly PendingMessage[], opinions: readonly WaitingOpinion[]): void {
    const keys = [...this.#pending, ...pending].map(({ key }) => key)
    keys.push(...[...this.#opinions, ...opinions].map(({ message }) => this.keyOf(message)))
    this.#pending = pending
    this.#opinions = opinions
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
    this.read = 0
    this.#pending = []
    this.model = emptyTimeline
    for (const key of this.#views.keys()) this.#publish(key)
    this.#weigh()
    this.#arrange()
  }

  #publish(key: string): void {
    this.#views.get(key)?.set(this.view(key))
  }

  #weigh(): void {
    const { order, rows } = this.model
    const known = (id: string) => rows.get(id)?.generation?.context ?? null
    const id = order.slice(-contextReach).findLast(known)
    this.$context.set(id === undefined ? null : known(id))
  }

  #arrange(): void {
    const old = this.$timeline.get()
    const next = {
      ...old,
      keys: kept(old.keys, this.#keysNow()),
      gaps: kept(old.gaps, this.#gapsNow()),
      running: this.#running(),
      hasOlder: oldestGap(this.model.gaps) !== undefined,
    }
    if (!sameItems(Object.values(next), Object.values(old))) this.$timeline.set(next)
  }

  /** What the server has in its order, and then what it does not have yet. */
  #keysNow(): readonly string[] {
    const { order, rows } = this.model
    const unsent = this.#pending.filter(
      ({ key, delivery: { command, state } }) => (command === 'send' || state === 'failed') && !this.shows(key),
    )
    if (unsent.length === 0 && this.#keys.size === 0) return order
    const keys = [...order]
    for (const [id, key] of this.#keys) {
      const at = indexOf(order, rows, id)
      if (at >= 0) keys[at] = key
    }
    return [...keys, ...new Set(unsent.map(({ key }) => key))]
  }

  #gapsNow(): readonly string[] {
    const { order, rows, gaps } = this.model
    const within = gaps.filter(({ from }) => from !== beginning)
    const after = within.map(({ to }) => order[placeIn(order, rows, to)])
    return after.flatMap(id => (id === undefined ? [] : [this.keyOf(id)]))
  }

  /** The last answer that is shown and still grows. */
  #running(): string | null {
    const { live, order, rows } = this.model
    const at = [...live.values()].map(({ message }) =>
      liveOf(this.model, message) ? indexOf(order, rows, message) : -1,
    )
    const id = order[Math.max(-1, ...at)]
    return id === undefined ? null : this.keyOf(id)
  }
}
