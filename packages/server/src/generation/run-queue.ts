import type { AnswerRun } from './answer-run.ts'
import { isOver } from './run-state.ts'

/** All answers of this node in their threads' order: one runs in a thread, and so many on the node. */
export class RunQueue {
  readonly #runs = new Map<string, AnswerRun>()
  readonly #threads = new Map<string, AnswerRun[]>()
  /** Threads whose first answer waits for a place. */
  readonly #waiting = new Set<string>()
  readonly #started = new Set<AnswerRun>()
  readonly #maxRunning: number
  readonly #changed: () => void

  /** `changed` is called when runs came or went. */
  constructor(maxRunning: number, changed: () => void) {
    this.#maxRunning = maxRunning
    this.#changed = changed
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
    if (thread) thread.push(run)
    else {
      this.#threads.set(threadId, [run])
      this.#waiting.add(threadId)
    }
    run.over.then(() => this.#remove(run))
    this.#changed()
    this.#start()
  }

  #start(): void {
    for (const threadId of this.#waiting) {
      if (this.#started.size >= this.#maxRunning) return
      const run = this.#threads.get(threadId)?.[0]
      // One that is over is about to be removed, and makes room for the next then.
      if (!run || isOver(run.state)) continue
      this.#waiting.delete(threadId)
      this.#started.add(run)
      run.start()
    }
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
    this.#start()
  }
}
