import type { Logger } from '../ports/logger.ts'
import { OutageNote } from '../ports/outage-note.ts'
import type { AnswerRun } from './answer-run.ts'

/** Milliseconds between two looks while answers run: a switch that another process threw is seen within a second (AI7). */
const everyMs = 500

export interface PauseWatchOptions {
  readonly runs: Iterable<AnswerRun>
  /** Is the kill switch of that project on? */
  readonly isPaused: (projectId: string) => Promise<boolean>
  readonly logger: Logger
}

/** Ends the answers of projects whose kill switch is on: those that run and those that wait. */
export class PauseWatch {
  readonly #options: PauseWatchOptions
  readonly #note: OutageNote
  #lookedAt = 0
  #looking = false
  #again = false

  constructor(options: PauseWatchOptions) {
    this.#options = options
    const words = { fails: 'the kill switches could not be read', works: 'the kill switches are read again' }
    this.#note = new OutageNote(options.logger, words)
  }

  /** Each beat; `now` is of the clock that never goes back. */
  tick(now: number): void {
    if (now - this.#lookedAt < everyMs) return
    this.#lookedAt = now
    this.look()
  }

  /** A project may have changed. One look at a time; what came during it is looked at after it. */
  look(): void {
    this.#again = true
    if (this.#looking) return
    this.#looking = true
    this.#lookAll()
      .then(
        () => this.#note.worked(),
        (error: unknown) => this.#note.failed(error),
      )
      .finally(() => {
        this.#looking = false
      })
  }

  async #lookAll(): Promise<void> {
    const { runs, isPaused } = this.#options
    while (this.#again) {
      this.#again = false
      for (const projectId of new Set([...runs].map(({ record }) => record.projectId)))
        if (await isPaused(projectId)) this.#endAll(projectId)
    }
  }

  #endAll(projectId: string): void {
    for (const run of [...this.#options.runs])
      if (run.record.projectId === projectId) run.end({ state: 'stopped', reason: 'paused' })
  }
}
