import { isOpenGeneration } from '@chat-view/protocol/codes'
import type { GenerationRecord } from '../ports/generation-store.ts'
import type { RunTools } from './run-tools.ts'
import { takeOver } from './take-over.ts'

/** What a sweep does with what it finds. */
export interface SweepTargets {
  /** Is it run or awaited on this node? */
  knows(generationId: string): boolean
  /** A queued row of this node that nobody told it of. */
  enqueue(row: GenerationRecord): void
  /** A stop wish that this node was not told of. */
  stop(generationId: string): void
  /** Has that incarnation ended? On one node every other has. */
  isGone(owner: string): boolean
}

export interface Swept {
  /** Answers that were ended because nobody runs them. */
  readonly ended: number
  readonly enqueued: number
  readonly stopped: number
  /** Answers that could not be ended; the next sweep tries again. */
  readonly failed: number
}

/** Answers that are taken over at once. */
const parallel = 8

type SweepTools = Parameters<typeof takeOver>[0] & Pick<RunTools, 'store' | 'log'>

/** Finds what was lost between row, log and memory, and puts it right (RT5). */
export class Sweeper {
  readonly #tools: SweepTools
  readonly #targets: SweepTargets
  #running: Promise<Swept> | null = null

  constructor(tools: SweepTools, targets: SweepTargets) {
    this.#tools = tools
    this.#targets = targets
  }

  /** One at a time: a second call gets the first one's result. */
  sweep(): Promise<Swept> {
    this.#running ??= this.#sweep().finally(() => {
      this.#running = null
    })
    return this.#running
  }

  /** Resolves when no sweep runs. */
  async idle(): Promise<void> {
    await this.#running?.catch(() => {})
  }

  /** Gives every log an expiry whose row is closed or gone. */
  async sweepLogs(): Promise<void> {
    const { log, store, clock, settings } = this.#tools
    for (const id of await log.running()) {
      if (this.#targets.knows(id)) continue
      const row = await store.getGeneration(id)
      if (row === null || !isOpenGeneration(row.state)) await log.expire(id, clock.now() + settings.logKeepMs)
    }
  }

  async #sweep(): Promise<Swept> {
    const { store, owner } = this.#tools
    const orphans: GenerationRecord[] = []
    let [enqueued, stopped] = [0, 0]
    for (const row of await store.openGenerations()) {
      const mine = row.owner === owner
      if (this.#targets.knows(row.id)) {
        if (!row.stopRequested) continue
        stopped++
        this.#targets.stop(row.id)
      } else if (mine && row.state === 'queued') {
        enqueued++
        this.#targets.enqueue(row)
      } else if (mine || this.#targets.isGone(row.owner)) orphans.push(row)
    }
    const ended = await this.#end(orphans)
    return { ended, enqueued, stopped, failed: orphans.length - ended }
  }

  async #end(orphans: GenerationRecord[]): Promise<number> {
    const left = [...orphans]
    let ended = 0
    const worker = async (): Promise<void> => {
      for (let row = left.shift(); row && !this.#tools.signal.aborted; row = left.shift()) {
        const { id } = row
        const done = await takeOver(this.#tools, row).catch((error: unknown) => {
          this.#tools.logger.error({ generation: id, err: error }, 'an answer without an owner could not be ended')
          return false
        })
        if (done) ended++
      }
    }
    await Promise.all(Array.from({ length: Math.min(parallel, orphans.length) }, worker))
    return ended
  }
}
