import type { LiveStatus } from '@chat-view/protocol'
import { isOpenGeneration } from '@chat-view/protocol/codes'
import type { LogItem, LogPosition } from '../ports/generation-log.ts'
import type { GenerationEnding, GenerationRecord } from '../ports/generation-store.ts'
import { AnswerDraft } from './answer-draft.ts'
import { claimTerm } from './claim-row.ts'
import { insist, isUnavailable } from './insist.ts'
import type { JournalSource } from './journal-track.ts'
import { JournalTrack } from './journal-track.ts'
import type { LiveText } from './live-text.ts'
import type { RunTools } from './run-tools.ts'

/** What a run learns from its writing. */
export interface WritingListener {
  /** The terminal entry is in the log, and before the readers. */
  endWritten(): void
  /** The row holds a stop wish that this node was not told of. */
  stopWished(): void
  /** The row is another's, closed, or gone. */
  rowLost(reason: string): void
}

/** Times that a log may be found missing before the answer does without it. */
const maxRebuilds = 5

/** An answer's way into the log and from there to its readers: write, then show (RT2). */
export class AnswerWriting implements JournalSource {
  readonly draft: AnswerDraft
  readonly text: LiveText
  readonly #id: string
  readonly #tools: RunTools
  readonly #listener: WritingListener
  readonly #track: JournalTrack
  #term: number
  #begun = false
  /** The log has forgotten: the next entry tells all of the answer. */
  #rebuilding = false
  #rebuilds = 0
  #status: LogItem | null = null
  #end: LogItem | null = null
  #claim: Promise<void> = Promise.resolve()

  constructor(record: GenerationRecord, tools: RunTools, listener: WritingListener) {
    this.#id = record.id
    this.#term = record.term
    this.#tools = tools
    this.#listener = listener
    this.draft = new AnswerDraft(record.base)
    this.text = tools.live.begin(record, 'queued')
    this.#track = new JournalTrack(record.id, this)
  }

  get term(): number {
    return this.#term
  }

  /** Is there a log of it, or about to be? */
  get begun(): boolean {
    return this.#begun
  }

  /** Resolves when it is known which term is ours. */
  get claimed(): Promise<void> {
    return this.#claim
  }

  get due(): boolean {
    return this.#rebuilding || this.draft.due
  }

  /** Opens the log. Text flows once the row was looked at after that. */
  begin(): void {
    this.#begun = true
    this.#open()
  }

  /** Something was added to the draft. */
  added(urgent: boolean): void {
    if (urgent) this.#tools.journal.hurry(this.#track)
    else this.#tools.journal.mark(this.#track)
  }

  /** Says what the answer is doing when no text comes. */
  status(status: LiveStatus): void {
    this.#status = { kind: 'status', status }
    this.draft.note(this.#status)
    this.added(true)
  }

  end(ending: GenerationEnding): void {
    this.#end = { kind: 'end', ending }
    this.draft.note(this.#end)
    this.added(true)
  }

  /** Has the log taken nothing for longer than an end may wait? */
  isStuck(now: number): boolean {
    const since = this.#track.failingSince
    return this.#rebuilds > maxRebuilds || (since !== null && now - since >= this.#tools.settings.logPatienceMs)
  }

  /** Nothing more is written. */
  leave(): void {
    this.#tools.journal.drop(this.#track)
    this.#tools.live.release(this.text)
  }

  /** Looks whether the row is still ours. */
  async look(): Promise<boolean> {
    const { store, owner } = this.#tools
    const row = await this.#insist(() => store.getGeneration(this.#id))
    const ours = row !== null && isOpenGeneration(row.state) && row.owner === owner && row.term === this.#term
    if (!ours) this.#listener.rowLost('the row is another’s or closed')
    else if (row.stopRequested) this.#listener.stopWished()
    return ours
  }

  take(): LogItem[] {
    if (!this.#rebuilding) return this.draft.take()
    this.#rebuilding = false
    const notes = [this.#status, this.#end].filter(note => note !== null)
    return [...this.draft.takeAll(), ...notes]
  }

  opened(): void {
    const looked = this.look().then(ours => {
      if (!ours) return
      this.#track.release()
      if (this.due) this.#tools.journal.hurry(this.#track)
    })
    this.#claim = looked.catch(error => this.#fail(error))
  }

  written(items: readonly LogItem[]): void {
    this.#tools.live.show(this.text, items)
    if (items.at(-1)?.kind === 'end') this.#listener.endWritten()
  }

  refused(top: LogPosition | null): void {
    if (top !== null && top.term > this.#term) this.#listener.rowLost('the log was fenced')
    else this.#rebuild(top)
  }

  /** The log is gone or holds less than it took: it is filled again from memory, under a term of its own. */
  #rebuild(top: LogPosition | null): void {
    this.#tools.logger.warn({ generation: this.#id, term: this.#term, top }, 'the log lacks what it took')
    this.#rebuilds++
    if (this.#rebuilds <= maxRebuilds) this.#claim = this.#raise().catch(error => this.#fail(error))
  }

  async #raise(): Promise<void> {
    const { store, owner, settings, signal } = this.#tools
    const { retryMs, maxRetryMs } = settings
    const row = await claimTerm(store, { id: this.#id, term: this.#term }, owner, { retryMs, maxRetryMs, signal })
    if (!row) return this.#listener.rowLost('the row could not be taken again')
    this.#term = row.term
    this.#rebuilding = true
    this.#open()
  }

  #open(): void {
    this.#track.open(this.#term)
    this.#tools.journal.hurry(this.#track)
  }

  #insist<T>(attempt: () => Promise<T>): Promise<T> {
    const { settings, signal } = this.#tools
    return insist(attempt, { retryMs: settings.retryMs, maxRetryMs: settings.maxRetryMs, signal })
  }

  #fail(error: unknown): void {
    if (isUnavailable(error) && this.#tools.signal.aborted) return
    this.#tools.logger.error({ generation: this.#id, err: error }, 'an answer’s row could not be looked at')
    this.#listener.rowLost('the row could not be looked at')
  }
}
