import { isOpenGeneration } from '@chat-view/protocol/codes'
import type { LogEntry, LogItem, LogPosition, LogWord } from '../ports/generation-log.ts'
import type { GenerationRecord } from '../ports/generation-store.ts'
import type { LiveText } from './live-text.ts'
import type { RunTools } from './run-tools.ts'

/** What reading an answer of another node takes. */
export interface RemoteTools extends Pick<RunTools, 'store' | 'log' | 'live' | 'logger' | 'signal' | 'owner'> {
  /** Called before anything is shown: it may put it in doubt. */
  readonly before: () => void
}

/**
 * `unsure`: nothing is shown until row and log were read. `sure`: what the log holds is shown. `ended`: the log held the
 * terminal entry; the row is waited for. `over`: nothing more is read here.
 */
type RemoteState = 'unsure' | 'sure' | 'ended' | 'over'

const itemsOf = (entries: readonly LogEntry[]): LogItem[] => entries.flatMap(({ items }) => items)

/** Is this log as new as the row? One that forgot, or lags behind, is not shown (RT14.2). */
export const isLogOf = (row: GenerationRecord, top: LogPosition | null): boolean =>
  top === null ? row.state === 'queued' && row.term === 1 : top.term >= row.term

/**
 * An answer that another node runs and that somebody here reads (RT14.1): a reader of its log, with one place. Words only
 * say "look"; one read is on its way at a time, and whatever was said meanwhile is one more.
 */
export class RemoteText {
  readonly record: GenerationRecord
  readonly #tools: RemoteTools
  readonly #released: () => void
  #state: RemoteState = 'unsure'
  #text: LiveText | null = null
  #top: LogPosition | null = null
  #doubts = 0
  #wanted = false
  #reading: Promise<void> | null = null
  #unwatch: (() => void) | null = null

  /** `released`: called when nothing more is read of it. */
  constructor(record: GenerationRecord, tools: RemoteTools, released: () => void) {
    this.record = record
    this.#tools = tools
    this.#released = released
    this.#watch().catch((error: unknown) => this.#warn(error))
  }

  /** There may be more in its log. Resolves when what it held when this was called is shown, or could not be read. */
  look(): Promise<void> {
    if (this.#state === 'over') return Promise.resolve()
    this.#wanted = true
    this.#reading ??= this.#readOn().finally(() => {
      this.#reading = null
    })
    return this.#reading
  }

  /** Anything may have happened: nothing is shown until row and log were read again. */
  doubt(): void {
    if (this.#state === 'over' || this.#state === 'ended') return
    this.#doubts++
    this.#state = 'unsure'
    if (this.#text) this.#tools.live.hold(this.#text)
    this.look()
  }

  /**
   * Its row is not among the open ones: when that is so, what its log still holds is shown, `within` what time there is,
   * and it is let go.
   */
  async settle(within: (work: Promise<void>) => Promise<void>): Promise<void> {
    const row = await this.#tools.store.getGeneration(this.record.id)
    if (row !== null && isOpenGeneration(row.state)) return
    if (this.#state === 'sure') await within(this.look())
    this.close()
  }

  /** Nobody reads it here any more, or its end is committed. */
  close(): void {
    if (this.#state === 'over') return
    this.#state = 'over'
    this.#unwatch?.()
    this.#unwatch = null
    if (this.#text) this.#tools.live.release(this.#text)
    this.#released()
  }

  async #watch(): Promise<void> {
    const unwatch = await this.#tools.log.watch?.(this.record.id, word => this.#hear(word))
    if (!unwatch) return
    if (this.#state === 'over' || this.#state === 'ended') return unwatch()
    this.#unwatch = unwatch
    await this.look()
  }

  #hear(word: LogWord): void {
    if (word === 'renewed') this.doubt()
    else this.look()
  }

  async #readOn(): Promise<void> {
    try {
      while (this.#wanted && this.#state !== 'over' && !this.#tools.signal.aborted) {
        this.#wanted = false
        if (this.#state === 'unsure') await this.#makeSure()
        else if (this.#state === 'sure') await this.#readNew()
      }
    } catch (error) {
      this.#warn(error)
    }
  }

  async #readNew(): Promise<void> {
    const doubts = this.#doubts
    const entries = await this.#tools.log.read(this.record.id, this.#top ?? undefined)
    this.#tools.before()
    // Read over a way that broke meanwhile, or before this process slept: row and log are to be looked at.
    if (doubts !== this.#doubts || this.#state !== 'sure') return
    this.#take(entries)
  }

  /** The row first: what its owner wrote under an older term says nothing. */
  async #makeSure(): Promise<void> {
    const { id } = this.record
    const doubts = this.#doubts
    const row = await this.#tools.store.getGeneration(id)
    if (row === null || !isOpenGeneration(row.state)) return this.close()
    const entries = await this.#tools.log.read(id)
    this.#tools.before()
    if (doubts !== this.#doubts || this.#state !== 'unsure') return
    if (!isLogOf(row, entries.at(-1)?.position ?? null)) return
    this.#state = 'sure'
    const fresh = entries.filter(({ position }) => this.#isNew(position))
    if (this.#text) {
      this.#tools.live.show(this.#text, itemsOf(fresh))
      this.#tools.live.letGo(this.#text)
    } else this.#text = this.#begin(row, fresh)
    this.#note(fresh)
  }

  #isNew({ term, seq }: LogPosition): boolean {
    const top = this.#top
    return top === null || term > top.term || (term === top.term && seq > top.seq)
  }

  #begin(row: GenerationRecord, entries: readonly LogEntry[]): LiveText {
    const status = row.state === 'queued' || row.state === 'waiting' ? row.state : 'thinking'
    return this.#tools.live.begin(row, status, itemsOf(entries))
  }

  #take(entries: readonly LogEntry[]): void {
    if (!this.#text || entries.length === 0) return
    this.#tools.live.show(this.#text, itemsOf(entries))
    this.#note(entries)
  }

  #note(entries: readonly LogEntry[]): void {
    const last = entries.at(-1)
    if (!last || !this.#text) return
    this.#top = last.position
    if (last.items.at(-1)?.kind !== 'end') return
    this.#state = 'ended'
    this.#tools.live.complete(this.#text)
    this.#unwatch?.()
    this.#unwatch = null
  }

  #warn(error: unknown): void {
    this.#tools.logger.debug({ generation: this.record.id, err: error }, 'the log of an answer could not be read')
  }
}
