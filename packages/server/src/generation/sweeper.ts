import { isOpenGeneration } from '@chat-view/protocol/codes'
import type { GenerationRecord } from '../ports/generation-store.ts'
import { isUnavailable, OutageNote } from '../ports/outage-note.ts'
import type { RunTools } from './run-tools.ts'
import { shareOf } from './share-of.ts'
import { takeOver } from './take-over.ts'

/** What a sweep does with what it finds. */
export interface SweepTargets {
  /** Is it run or awaited on this node? */
  knows(generationId: string): boolean
  /** A queued row of this node that nobody told it of. */
  enqueue(row: GenerationRecord): void
  /** A stop wish that this node was not told of. */
  stop(generationId: string): void
  /** Which of these incarnations have ended? On one node every other has. */
  gone(owners: readonly string[]): Promise<ReadonlySet<string>>
  /** Who could take over as well: nodes that live, this one among them. Default: nobody else. */
  takers?(): Promise<readonly string[]>
  /** All rows that are open. */
  found?(rows: readonly GenerationRecord[]): void
}

export interface Swept {
  /** Answers that were ended because nobody runs them. */
  readonly ended: number
  readonly enqueued: number
  readonly stopped: number
  /** Answers that could not be ended; the next sweep tries again. */
  readonly failed: number
}

/** Answers that are taken over at once: each mostly waits for log and store, and readers of the last one for all before it. */
const parallel = 32

type SweepTools = Parameters<typeof takeOver>[0] & Pick<RunTools, 'store' | 'log'>

/** Finds what was lost between row, log and memory, and puts it right (RT5). */
export class Sweeper {
  readonly #tools: SweepTools
  readonly #targets: SweepTargets
  #running: Promise<Swept> | null = null
  /** Rows that are being taken over: they are this node's by now, and not to be run. */
  readonly #taking = new Set<string>()
  #owners: ReadonlySet<string> = new Set()
  /** What kept the last take-overs from log or store. */
  #away: unknown = null
  readonly #note: OutageNote

  constructor(tools: SweepTools, targets: SweepTargets) {
    this.#tools = tools
    this.#targets = targets
    this.#note = new OutageNote(tools.logger, {
      fails: 'answers without an owner cannot be ended; it is tried again',
      works: 'answers without an owner are ended again',
    })
  }

  /** Who owned the open rows of the last sweep, besides this node. */
  get owners(): ReadonlySet<string> {
    return this.#owners
  }

  /** One at a time: a second call gets the first one's result. */
  sweep(): Promise<Swept> {
    this.#running ??= this.#sweep().finally(() => {
      this.#running = null
    })
    return this.#running
  }

  /**
   * The rows of this node alone: stop wishes that it was not told of, and what it does not run. Resolves when they were
   * looked at; what has to be ended is ended beside it.
   */
  async sweepOwn(): Promise<void> {
    const { store, owner } = this.#tools
    const { orphans, ...told } = this.#tell(await store.openGenerations({ owner }), new Set())
    if (orphans.length === 0 || this.#running) return
    this.#running = this.#end(orphans, told).finally(() => {
      this.#running = null
    })
  }

  /** Resolves when no sweep runs. */
  async idle(): Promise<void> {
    await this.#running?.catch(() => {})
  }

  /** Gives every log an expiry whose row is closed or gone. */
  async sweepLogs(): Promise<void> {
    const { log, store, clock, settings } = this.#tools
    const logs = await log.running()
    const open = new Set((await store.openGenerations()).map(({ id }) => id))
    for (const id of logs) {
      if (open.has(id) || this.#targets.knows(id)) continue
      const row = await store.getGeneration(id)
      if (row === null || !isOpenGeneration(row.state)) await log.expire(id, clock.now() + settings.logKeepMs)
    }
  }

  async #sweep(): Promise<Swept> {
    const rows = await this.#tools.store.openGenerations()
    this.#targets.found?.(rows)
    this.#owners = new Set(rows.map(row => row.owner).filter(owner => owner !== this.#tools.owner))
    const gone = this.#owners.size === 0 ? this.#owners : await this.#targets.gone([...this.#owners])
    const { orphans, ...told } = this.#tell(rows, gone)
    return await this.#end(orphans, told)
  }

  #tell(
    rows: readonly GenerationRecord[],
    gone: ReadonlySet<string>,
  ): { orphans: GenerationRecord[]; enqueued: number; stopped: number } {
    const orphans: GenerationRecord[] = []
    let [enqueued, stopped] = [0, 0]
    for (const row of rows) {
      const mine = row.owner === this.#tools.owner
      if (this.#taking.has(row.id)) continue
      if (this.#targets.knows(row.id)) {
        if (!row.stopRequested) continue
        stopped++
        this.#targets.stop(row.id)
      } else if (mine && row.state === 'queued' && row.term === 1) {
        enqueued++
        this.#targets.enqueue(row)
      } else if (mine || gone.has(row.owner)) orphans.push(row)
    }
    return { orphans, enqueued, stopped }
  }

  async #end(orphans: readonly GenerationRecord[], told: Pick<Swept, 'enqueued' | 'stopped'>): Promise<Swept> {
    this.#away = null
    const { owner: self } = this.#tools
    const lost = orphans.filter(({ owner }) => owner !== self)
    // Of nodes that take over at once each has a share of its own, and does then what is left of the others'.
    const shares = shareOf(lost, self, await this.#takers(lost.length))
    const own = [...orphans.filter(({ owner }) => owner === self), ...shares.own]
    const left = [...own]
    let ended = await this.#takeAll(own)
    if (shares.others.length > 0) {
      const open = new Map((await this.#tools.store.openGenerations()).map(row => [row.id, row]))
      left.push(...shares.others.filter(({ id, owner }) => open.get(id)?.owner === owner).reverse())
      ended += await this.#takeAll(left.slice(own.length))
    }
    if (this.#away !== null) this.#note.failed(this.#away)
    else if (orphans.length > 0) this.#note.worked()
    return { ...told, ended, failed: left.length - ended }
  }

  async #takers(rows: number): Promise<readonly string[]> {
    const { takers } = this.#targets
    // A lone one is not worth the question.
    if (rows < 2 || !takers) return []
    return takers().catch(() => [])
  }

  /** Answers how many rows are closed by it. */
  async #takeAll(rows: readonly GenerationRecord[]): Promise<number> {
    const waiting = rows.values()
    let ended = 0
    const worker = async (): Promise<void> => {
      for (const row of waiting) {
        if (this.#tools.signal.aborted) return
        if (await this.#take(row)) ended++
      }
    }
    await Promise.all(Array.from({ length: Math.min(parallel, rows.length) }, worker))
    return ended
  }

  /** Answers whether the row is closed by it. */
  async #take(row: GenerationRecord): Promise<boolean> {
    const { id, owner } = row
    this.#taking.add(id)
    try {
      // It waited for its turn: what was true of its owner before a break proves nothing after it.
      const isGone = owner === this.#tools.owner || (await this.#targets.gone([owner])).has(owner)
      return isGone && (await takeOver(this.#tools, row))
    } catch (error) {
      if (isUnavailable(error)) this.#away = error
      else this.#tools.logger.error({ generation: id, err: error }, 'an answer without an owner could not be ended')
      return false
    } finally {
      this.#taking.delete(id)
    }
  }
}
