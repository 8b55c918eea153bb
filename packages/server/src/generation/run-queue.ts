import type { GenerationRecord } from '../ports/generation-store.ts'
import type { AnswerRun } from './answer-run.ts'
import { isOver } from './run-state.ts'

/** Whose turn it is among the answers of all nodes. */
export interface Turns {
  /** Those that are told no wait for the queue's next look. */
  mayStart(row: GenerationRecord): boolean
  isBefore(row: GenerationRecord, other: GenerationRecord): boolean
}

/** All answers of this node in their threads' order: one runs in a thread, and so many on the node. */
export class RunQueue {
  readonly #runs = new Map<string, AnswerRun>()
  readonly #threads = new Map<string, AnswerRun[]>()
  /** Threads whose first answer waits for a place. */
  readonly #waiting = new Set<string>()
  readonly #started = new Set<AnswerRun>()
  readonly #maxRunning: number
  readonly #changed: () => void
  readonly #turns: Turns | null

  /** `changed` is called when runs came or went. */
  constructor(maxRunning: number, changed: () => void, turns: Turns | null = null) {
    this.#maxRunning = maxRunning
    this.#changed = changed
    this.#turns = turns
  }

  get running(): number {
    return this.#started.size
  }

  get size(): number {
    return this.#runs.size
  }

  get(generationId: string): AnswerRun | undefined {
    return this.#runs.get(generationId)
  }

  [Symbol.iterator](): Iterator<AnswerRun> {
    return this.#runs.values()
  }

  /** Answers of a thread, running and waiting. */
  countOf(threadId: string): number {
    return this.#threads.get(threadId)?.length ?? 0
  }

  add(run: AnswerRun): void {
    const { id, threadId } = run.record
    this.#runs.set(id, run)
    const thread = this.#threads.get(threadId)
    if (thread) this.#insert(thread, run)
    else {
      this.#threads.set(threadId, [run])
      this.#waiting.add(threadId)
    }
    run.over.then(() => this.#remove(run))
    this.#changed()
    this.look()
  }

  /** Begins what may begin now. */
  look(): void {
    for (const threadId of this.#waiting) {
      if (this.#started.size >= this.#maxRunning) return
      const run = this.#threads.get(threadId)?.[0]
      // One that is over is about to be removed, and makes room for the next then.
      if (!run || isOver(run.state) || this.#turns?.mayStart(run.record) === false) continue
      this.#waiting.delete(threadId)
      this.#started.add(run)
      run.start().then(() => {
        if (run.state.name === 'queued') this.#waitAgain(run)
      })
    }
  }

  /** Another node was faster: it may begin when that one has ended, and is looked at as often as others that wait. */
  #waitAgain(run: AnswerRun): void {
    const { id, threadId } = run.record
    if (!this.#started.delete(run) || this.#runs.get(id) !== run) return
    this.#waiting.add(threadId)
    // Its place is another's meanwhile, and where turns are known it may be its own already.
    if (this.#turns) this.look()
  }

  /** In the order in which they were told; where nodes agree on another, in that. */
  #insert(thread: AnswerRun[], run: AnswerRun): void {
    const turns = this.#turns
    const isLater = (other: AnswerRun): boolean =>
      turns !== null && !this.#started.has(other) && turns.isBefore(run.record, other.record)
    const place = thread.findIndex(isLater)
    thread.splice(place < 0 ? thread.length : place, 0, run)
  }

  #remove(run: AnswerRun): void {
    const { id, threadId } = run.record
    this.#runs.delete(id)
    const thread = (this.#threads.get(threadId) ?? []).filter(other => other !== run)
    if (thread.length > 0) this.#threads.set(threadId, thread)
    else this.#threads.delete(threadId)
    if (thread.length === 0) this.#waiting.delete(threadId)
    else if (this.#started.has(run)) this.#waiting.add(threadId)
    this.#started.delete(run)
    this.#changed()
    this.look()
  }
}
