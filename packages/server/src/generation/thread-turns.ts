import type { GenerationRecord } from '../ports/generation-store.ts'
import { noteFailure } from '../ports/outage-note.ts'
import type { Turns } from './run-queue.ts'
import type { RunTools } from './run-tools.ts'

const isBefore = (row: GenerationRecord, other: GenerationRecord): boolean =>
  row.createdAt < other.createdAt || (row.createdAt === other.createdAt && row.id < other.id)

/**
 * Whose turn it is in a thread, where several nodes run its answers (RT14.4): one answer begins when all that were asked
 * for before it have ended. Rows are looked at before an answer begins, and again when somebody says so. A thread's clock
 * never goes back, so that what was committed later is not older; of two that were asked for in the same millisecond
 * either may be seen first, and it is the store that lets but one begin.
 */
export class ThreadTurns implements Turns {
  readonly #tools: Pick<RunTools, 'store' | 'logger'>
  readonly #come: () => void
  readonly #given = new Set<string>()
  readonly #looking = new Set<string>()

  /** `come`: called when it may be somebody's turn who was told to wait. */
  constructor(tools: Pick<RunTools, 'store' | 'logger'>, come: () => void) {
    this.#tools = tools
    this.#come = come
  }

  /** Is it its turn? If that is not known, it is looked up. */
  mayStart(row: GenerationRecord): boolean {
    if (this.#given.delete(row.id)) return true
    if (!this.#looking.has(row.id)) this.#look(row)
    return false
  }

  isBefore(row: GenerationRecord, other: GenerationRecord): boolean {
    return isBefore(row, other)
  }

  #look(row: GenerationRecord): void {
    this.#looking.add(row.id)
    this.#isTurn(row)
      .then(isTurn => {
        this.#looking.delete(row.id)
        if (!isTurn) return
        this.#given.add(row.id)
        this.#come()
        // It was not taken: it has ended, or there is no room for it. Then it asks again.
        this.#given.delete(row.id)
      })
      .catch((error: unknown) => {
        this.#looking.delete(row.id)
        noteFailure(this.#tools.logger, { generation: row.id }, error, 'turns were not known')
      })
  }

  async #isTurn(row: GenerationRecord): Promise<boolean> {
    const open = await this.#tools.store.openGenerations({ threadId: row.threadId })
    return !open.some(other => other.id !== row.id && (other.state !== 'queued' || isBefore(other, row)))
  }
}
