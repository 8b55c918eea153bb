import { insist } from '../domain/insist.ts'
import type { Logger } from '../ports/logger.ts'
import { noteFailure } from '../ports/outage-note.ts'
import type { ToolCallRecord, ToolCallStore } from '../ports/tool-call-store.ts'

/** What is waited for of one call. */
export interface DeskQuestion {
  readonly generationId: string
  readonly call: string
  /** Answers when the row says what is waited for. */
  readonly answered: (row: ToolCallRecord) => boolean
  readonly waitMs: number
  readonly signal: AbortSignal
}

interface Waiting {
  readonly question: DeskQuestion
  readonly settle: (row: ToolCallRecord | null) => void
}

export interface ToolDeskOptions {
  readonly store: ToolCallStore
  readonly owner: string
  readonly now: () => number
  readonly logger: Logger
  readonly retry: { readonly retryMs: number; readonly maxRetryMs: number }
}

/**
 * Where running answers wait for people and pages (AI10). The row is the truth: a word that comes over the bus only
 * says "look", and one that is lost is made up for by the sweep.
 */
export class ToolDesk {
  readonly #options: ToolDeskOptions
  readonly #waiting = new Map<string, Set<Waiting>>()

  constructor(options: ToolDeskOptions) {
    this.#options = options
  }

  /** Opens a call for decision or result. False when the answer is another's by now. @throws store_unavailable when aborted */
  async ask(
    asked: Pick<ToolCallRecord, 'generationId' | 'call' | 'approval' | 'page'>,
    signal: AbortSignal,
  ): Promise<boolean> {
    const { store, owner, now, retry } = this.#options
    return await insist(() => store.askToolCall({ ...asked, owner, at: now() }), { ...retry, signal })
  }

  /** The row once it says what is waited for; null when the time is over, or the answer. */
  wait(question: DeskQuestion): Promise<ToolCallRecord | null> {
    const { generationId, signal, waitMs } = question
    return new Promise(resolve => {
      const settle = (row: ToolCallRecord | null): void => {
        clearTimeout(timer)
        signal.removeEventListener('abort', end)
        const others = this.#waiting.get(generationId)
        others?.delete(waiting)
        if (others?.size === 0) this.#waiting.delete(generationId)
        resolve(row)
      }
      const end = (): void => settle(null)
      const waiting: Waiting = { question, settle }
      const timer = setTimeout(end, waitMs)
      const others = this.#waiting.get(generationId) ?? new Set()
      this.#waiting.set(generationId, others.add(waiting))
      if (signal.aborted) return end()
      signal.addEventListener('abort', end)
      // What was said before anyone listened.
      this.look(generationId)
    })
  }

  /** Something was said about calls of this answer. */
  look(generationId: string): void {
    if (!this.#waiting.has(generationId)) return
    this.#options.store.toolCallsOf(generationId).then(
      rows => this.#settle(generationId, rows),
      (error: unknown) => {
        noteFailure(this.#options.logger, { generation: generationId }, error, 'calls of tools could not be read')
      },
    )
  }

  /** Repairs lost words. */
  sweep(): void {
    for (const generationId of this.#waiting.keys()) this.look(generationId)
  }

  #settle(generationId: string, rows: readonly ToolCallRecord[]): void {
    for (const { question, settle } of [...(this.#waiting.get(generationId) ?? [])]) {
      const row = rows.find(({ call }) => call === question.call)
      if (row && question.answered(row)) settle(row)
    }
  }
}
