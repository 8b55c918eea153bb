import type { MessagePart } from '@chat-view/protocol'
import { isOpenGeneration } from '@chat-view/protocol/codes'
import { pause } from '../domain/insist.ts'
import type { GenerationRecord } from '../ports/generation-store.ts'
import type { Following } from '../ports/live-answers.ts'
import { isLogOf, RemoteText, type RemoteTools } from './remote-text.ts'
import { replayEntries } from './replay-entries.ts'

/** Milliseconds for which a change of a thread waits for the text before it. */
const patienceMs = 1000

export interface RemoteAnswersOptions {
  readonly tools: RemoteTools
  /** Is it run or awaited on this node? */
  readonly knows: (generationId: string) => boolean
}

/**
 * Answers of other nodes that somebody here reads (RT14.1). Threads that nobody follows cost nothing. What is open is
 * read from the store when a thread's order moved, when somebody came, and with each sweep.
 */
export class RemoteAnswers {
  readonly #tools: RemoteAnswersOptions['tools']
  readonly #knows: (generationId: string) => boolean
  readonly #texts = new Map<string, RemoteText>()
  /** The same by their threads. */
  readonly #threads = new Map<string, Set<RemoteText>>()
  /** Threads that are being looked at; true: once more after that. */
  readonly #looking = new Map<string, boolean>()

  constructor({ tools, knows }: RemoteAnswersOptions) {
    this.#tools = tools
    this.#knows = knows
  }

  /** Answers that are read. */
  get size(): number {
    return this.#texts.size
  }

  countOf(threadId: string): number {
    return this.#threads.get(threadId)?.size ?? 0
  }

  /** Somebody follows a thread from now on. */
  attend(threadId: string, following: Following): Following {
    this.look(threadId)
    const stop = (): void => {
      following.stop()
      if (!this.#tools.live.isFollowed(threadId)) this.#leave(threadId)
    }
    return { ...following, stop }
  }

  /** A thread's order has moved: answers may have begun or ended. */
  look(threadId: string): void {
    if (!this.#tools.live.isFollowed(threadId) || this.#tools.signal.aborted) return
    if (this.#looking.has(threadId)) {
      this.#looking.set(threadId, true)
      return
    }
    this.#looking.set(threadId, false)
    this.#lookAt(threadId).catch((error: unknown) => {
      this.#looking.delete(threadId)
      this.#tools.logger.debug({ thread: threadId, err: error }, 'running answers could not be looked up')
    })
  }

  /** Repairs lost words: all rows that are open now. */
  swept(rows: readonly GenerationRecord[]): void {
    const open = new Set<string>()
    for (const row of rows) {
      open.add(row.id)
      this.#meet(row)
    }
    for (const text of [...this.#texts.values()]) {
      if (open.has(text.record.id)) text.look()
      else this.#settle(text)
    }
  }

  /** This process slept: nothing is shown before row and log were read again. */
  doubt(): void {
    for (const text of [...this.#texts.values()]) text.doubt()
  }

  caughtUp(threadId: string): Promise<void> | null {
    const texts = this.#threads.get(threadId)
    if (!texts) return null
    return this.#within(Promise.all([...texts].map(text => text.look())))
  }

  /** An answer that is not read here, as its log holds it now; null when that is not to be had. */
  async partsOf(generationId: string): Promise<MessagePart[] | null> {
    const { store, log } = this.#tools
    try {
      const row = await store.getGeneration(generationId)
      if (row === null || !isOpenGeneration(row.state)) return null
      const { parts, top } = replayEntries(row.base, await log.read(generationId))
      return isLogOf(row, top) ? parts : null
    } catch {
      return null
    }
  }

  /** Lets go of everything. */
  close(): void {
    for (const text of [...this.#texts.values()]) text.close()
  }

  async #lookAt(threadId: string): Promise<void> {
    do {
      this.#looking.set(threadId, false)
      const rows = await this.#tools.store.openGenerations({ threadId })
      const open = new Set(rows.map(({ id }) => id))
      for (const row of rows) this.#meet(row)
      for (const text of this.#threads.get(threadId) ?? []) if (!open.has(text.record.id)) this.#settle(text)
    } while (this.#looking.get(threadId))
    this.#looking.delete(threadId)
  }

  /** One that begins here is shown by its run; one that this node owns and does not run is being taken over. */
  #meet(row: GenerationRecord): void {
    const { owner, live, signal } = this.#tools
    const { id, threadId } = row
    const ownBegins = row.owner === owner && row.state === 'queued'
    if (ownBegins || this.#texts.has(id) || this.#knows(id) || !live.isFollowed(threadId) || signal.aborted) return
    const text = new RemoteText(row, this.#tools, () => this.#forget(text))
    this.#texts.set(id, text)
    const others = this.#threads.get(threadId) ?? new Set()
    this.#threads.set(threadId, others.add(text))
  }

  #settle(text: RemoteText): void {
    text
      .settle(work => this.#within(work))
      .catch((error: unknown) => {
        this.#tools.logger.debug({ generation: text.record.id, err: error }, 'an answer’s end could not be looked up')
      })
  }

  #leave(threadId: string): void {
    for (const text of [...(this.#threads.get(threadId) ?? [])]) text.close()
  }

  #forget(text: RemoteText): void {
    const { id, threadId } = text.record
    this.#texts.delete(id)
    const others = this.#threads.get(threadId)
    others?.delete(text)
    if (others?.size === 0) this.#threads.delete(threadId)
  }

  async #within(work: Promise<unknown>): Promise<void> {
    const over = new AbortController()
    const signal = AbortSignal.any([over.signal, this.#tools.signal])
    await Promise.race([work, pause(patienceMs, signal)]).catch(() => {})
    over.abort()
  }
}
