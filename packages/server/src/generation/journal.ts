import { retryDelay } from '../domain/retry-delay.ts'
import type { Clock } from '../ports/clock.ts'
import type { AppendOutcome, GenerationLog, LogAppend } from '../ports/generation-log.ts'
import type { JournalTrack } from './journal-track.ts'

/**
 * Writes what all running answers collected in a window as one batch (RT2). What can't wait (a first token, an end)
 * goes with the end of the event loop's turn, and takes with it only what can't wait either.
 */
export class Journal {
  readonly #log: GenerationLog
  readonly #clock: Clock
  readonly #retry: { readonly retryMs: number; readonly maxRetryMs: number }
  readonly #before: () => void
  readonly #due = new Set<JournalTrack>()
  readonly #flying = new Set<Promise<void>>()
  #soon: NodeJS.Immediate | null = null

  /** `before`: called before anything is written; what it holds is not. */
  constructor(
    log: GenerationLog,
    clock: Clock,
    retry: { readonly retryMs: number; readonly maxRetryMs: number },
    before: () => void = () => {},
  ) {
    this.#log = log
    this.#clock = clock
    this.#retry = retry
    this.#before = before
  }

  /** It has something for the next window. */
  mark(track: JournalTrack): void {
    this.#due.add(track)
  }

  /** It has something that can't wait. */
  hurry(track: JournalTrack): void {
    track.urgent = true
    this.#due.add(track)
    this.#soon ??= setImmediate(() => {
      this.#soon = null
      this.#flush(due => due.urgent)
    })
  }

  /** Its owner lets go of it. */
  drop(track: JournalTrack): void {
    track.close()
    this.#due.delete(track)
  }

  /** The window is over: everything that is due goes. */
  tick(): void {
    if (this.#due.size > 0) this.#flush(() => true)
  }

  /** The log may be back: what failed is tried again with the next window. */
  retry(): void {
    for (const track of this.#due) track.retryAt = 0
  }

  /** Writes nothing more; waits for what is on its way. */
  async close(): Promise<void> {
    if (this.#soon) clearImmediate(this.#soon)
    this.#soon = null
    this.#due.clear()
    await Promise.all(this.#flying)
  }

  #flush(wanted: (track: JournalTrack) => boolean): void {
    this.#before()
    const now = this.#clock.monotonic()
    const tracks: JournalTrack[] = []
    const appends: LogAppend[] = []
    for (const track of this.#due) {
      if (track.busy || !wanted(track) || track.retryAt > now) continue
      this.#due.delete(track)
      const append = track.due ? track.claim() : null
      if (!append) continue
      tracks.push(track)
      appends.push(append)
    }
    if (appends.length === 0) return
    const flight = this.#write(tracks, appends).finally(() => this.#flying.delete(flight))
    this.#flying.add(flight)
  }

  async #write(tracks: readonly JournalTrack[], appends: readonly LogAppend[]): Promise<void> {
    const outcomes = await this.#log.append(appends).catch((error: unknown): AppendOutcome[] => {
      const reason = error instanceof Error ? error.message : 'unknown'
      return appends.map(() => ({ result: 'failed', reason }))
    })
    const now = this.#clock.monotonic()
    for (const [i, track] of tracks.entries()) {
      const outcome = outcomes[i] ?? { result: 'failed', reason: 'no outcome' }
      const append = appends[i] as LogAppend
      track.settle(append.entry, outcome, now)
      track.retryAt = outcome.result === 'failed' ? now + retryDelay(track.failures - 1, this.#retry) : 0
      if (!track.due) continue
      if (track.urgent) this.hurry(track)
      else this.mark(track)
    }
  }
}
