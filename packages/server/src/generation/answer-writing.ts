import type { LiveStatus } from '@chat-view/protocol'
import { isOpenGeneration } from '@chat-view/protocol/codes'
import { insist } from '../domain/insist.ts'
import type { LogItem, LogPosition, StatusDetails } from '../ports/generation-log.ts'
import type { GenerationEnding, GenerationRecord } from '../ports/generation-store.ts'
import { isUnavailable } from '../ports/outage-note.ts'
import { AnswerDraft } from './answer-draft.ts'
import { claimTerm } from './claim-row.ts'
import { findAcknowledged } from './find-acknowledged.ts'
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
  #doubts = 0
  /** How many doubts there were when the last entry was made. */
  #takenAt = 0
  /** The first entry after an opening holds all that was said so far. */
  #tellsAll = false
  #isLeft = false
  #isSealed = false
  #status: LogItem | null = null
  #end: LogItem | null = null
  #claim: Promise<void> = Promise.resolve()
  /** Who waits until the log holds what the draft holds now, and those whose entry is on its way. */
  #waiting: (() => void)[] = []
  #carried: (() => void)[] = []

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

  /**
   * Its row is about to be closed, by all that is in memory: a log that is lost now is left so, for a new term would only be
   * in the way. Resolves when it is known which term is ours.
   */
  seal(): Promise<void> {
    this.#isSealed = true
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

  /** Says what the answer is doing when no text comes. Nothing comes after its end: whoever asks a provider may be late. */
  status(status: LiveStatus, details?: StatusDetails): void {
    if (this.#end !== null) return
    this.#status = { kind: 'status', status, ...(details ? { details } : {}) }
    this.draft.note(this.#status)
    this.added(true)
  }

  /** Resolves when the log holds all that was added so far, or nothing more is written. */
  held(): Promise<void> {
    this.added(true)
    return new Promise(resolve => this.#waiting.push(resolve))
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

  /** Nothing more is written. `lost`: another may go on with the row. */
  leave(lost: boolean): void {
    this.#isLeft = true
    for (const resolve of [...this.#carried.splice(0), ...this.#waiting.splice(0)]) resolve()
    const { journal, live } = this.#tools
    journal.drop(this.#track)
    if (lost) live.lose(this.text)
    else live.release(this.text)
  }

  /**
   * Nothing is written before the row was looked at, and nothing is shown before the log was: what it took before may be
   * lost with it (RT14.2).
   */
  doubt(row: Promise<GenerationRecord | null>): void {
    if (!this.#begun) return
    const doubts = ++this.#doubts
    this.#tools.live.hold(this.text)
    this.#track.hold()
    const looked = this.look(row).then(ours => {
      if (!ours || doubts !== this.#doubts) return
      this.#track.letGo()
      if (this.#track.due) this.#tools.journal.hurry(this.#track)
      return this.#findText()
    })
    looked.catch(error => this.#fail(error))
  }

  /** Shows what the log is found to hold. Where it is just being opened, or lacks something, the next entry tells all. */
  async #findText(): Promise<void> {
    const { log, live, journal, settings, signal } = this.#tools
    const [doubts, top] = [this.#doubts, this.#track.acknowledged]
    if (top === null) return
    const isWanted = (): boolean => doubts === this.#doubts && this.text.held && !this.#isLeft
    const seen = await findAcknowledged(log, this.#id, top, { ...settings, signal, isWanted })
    if (!isWanted()) return
    if (seen.found === 'there') live.letGo(this.text)
    else if (seen.found === 'gone') {
      this.#track.lacks(seen.top)
      if (this.#track.due) journal.hurry(this.#track)
    }
  }

  /** Looks whether the row is still ours. */
  async look(read?: Promise<GenerationRecord | null>): Promise<boolean> {
    const { store, owner } = this.#tools
    const row = await (read ?? this.#insist(() => store.getGeneration(this.#id)))
    // Only this run raises the term under this name: another term is one that it is just raising, or has just raised.
    const ours = row !== null && isOpenGeneration(row.state) && row.owner === owner
    if (!ours) this.#listener.rowLost('the row is another’s or closed')
    else if (row.stopRequested) this.#listener.stopWished()
    return ours
  }

  take(): LogItem[] {
    this.#carried.push(...this.#waiting.splice(0))
    this.#takenAt = this.#doubts
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
    if (this.#tellsAll) {
      this.#tellsAll = false
      // An entry from before a doubt may itself have been lost since.
      if (this.#takenAt === this.#doubts) this.#tools.live.letGo(this.text)
      else if (this.text.held) this.#findText().catch(error => this.#fail(error))
    }
    for (const resolve of this.#carried.splice(0)) resolve()
    if (items.at(-1)?.kind === 'end') this.#listener.endWritten()
  }

  refused(top: LogPosition | null): void {
    if (top !== null && top.term > this.#term) this.#listener.rowLost('the log was fenced')
    else if (!this.#isSealed) this.#rebuild(top)
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
    this.#tellsAll = true
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
