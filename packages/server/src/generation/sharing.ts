import type { MessagePart } from '@chat-view/protocol'
import { insist } from '../domain/insist.ts'
import type { GenerationRecord } from '../ports/generation-store.ts'
import type { Following } from '../ports/live-answers.ts'
import type { NodeLeases } from '../ports/node-leases.ts'
import type { AnswerRun } from './answer-run.ts'
import { NapWatch } from './nap-watch.ts'
import { NodeWatch } from './node-watch.ts'
import { RemoteAnswers } from './remote-answers.ts'
import type { RunQueue } from './run-queue.ts'
import type { RunTools } from './run-tools.ts'
import type { Sweeper } from './sweeper.ts'

export interface SharingOptions {
  readonly tools: RunTools
  readonly leases: NodeLeases
  readonly queue: RunQueue
  readonly sweeper: Sweeper
  readonly knows: (generationId: string) => boolean
  /** The next beat is to come sooner than was said. */
  readonly hasten: () => void
}

/** What running answers need where several nodes share store, log and bus (RT14). */
export class Sharing {
  readonly #options: SharingOptions
  readonly #remote: RemoteAnswers
  readonly #nap: NapWatch
  readonly #watch: NodeWatch

  constructor(options: SharingOptions) {
    const { tools, leases, knows, hasten } = options
    const { clock, settings, logger } = tools
    this.#options = options
    this.#remote = new RemoteAnswers({ tools: { ...tools, before: () => this.look() }, knows })
    this.#nap = new NapWatch(clock, settings.leaseMs, () => this.doubt())
    this.#watch = new NodeWatch({
      leases,
      sweeper: options.sweeper,
      everyMs: settings.watchMs,
      missedMs: settings.missedMs,
      ownMs: settings.ownMs,
      logsMs: settings.logSweepMs,
      back: () => tools.journal.retry(),
      hasten,
      logger,
    })
  }

  /** Milliseconds between two beats, where nothing else wants them. */
  get beatMs(): number {
    return this.#watch.everyMs
  }

  /** Answers of other nodes that somebody here reads. */
  get remote(): RemoteAnswers {
    return this.#remote
  }

  /** Before something is written: has this process slept? */
  look(): void {
    this.#nap.look()
  }

  /** Each beat. */
  tick(now: number): void {
    this.#nap.look()
    this.#watch.tick(now)
  }

  /** A thread's order has moved: answers may have begun or ended, and it may be another's turn. */
  moved(threadId: string): void {
    this.#remote.look(threadId)
    this.#options.queue.look()
  }

  /** Nothing that was known is believed before row and log were looked at again. */
  doubt(): void {
    const { queue, sweeper, tools } = this.#options
    tools.journal.retry()
    const own = this.#ownRows()
    own.catch(() => {})
    for (const run of [...queue]) run.doubt(own.then(rows => rows.get(run.record.id) ?? null))
    this.#remote.doubt()
    sweeper.sweep().catch((error: unknown) => tools.logger.debug({ err: error }, 'a sweep after a break failed'))
  }

  /** All rows that are open. */
  found(rows: readonly GenerationRecord[]): void {
    this.#remote.swept(rows)
    this.#options.queue.look()
  }

  attend(threadId: string, following: Following): Following {
    return this.#remote.attend(threadId, following)
  }

  /** An answer that ran here: when it is another's by now, it is read from there. */
  ended(run: AnswerRun): void {
    if (run.state.name === 'lost') this.#remote.look(run.record.threadId)
  }

  partsOf(generationId: string): Promise<MessagePart[] | null> {
    return this.#remote.partsOf(generationId)
  }

  /** The open rows of this node, however long it takes to reach the store. */
  async #ownRows(): Promise<ReadonlyMap<string, GenerationRecord>> {
    const { store, owner, settings, signal } = this.#options.tools
    const rows = await insist(() => store.openGenerations({ owner }), { ...settings, signal })
    return new Map(rows.map(row => [row.id, row]))
  }

  async close(): Promise<void> {
    this.#remote.close()
    await this.#watch.idle()
  }
}
