import type { MessageRecord, MessageStore } from '../../ports/message-store.ts'
import type { ProviderMessage } from '../../ports/provider.ts'
import type { SummaryRecord } from '../../ports/summary-store.ts'
import { coveringOf } from './covered.ts'
import type { Meter } from './meter.ts'
import type { Omitted } from './omitted.ts'
import type { RequestDraft } from './request-draft.ts'
import { saidOf } from './said-of.ts'

/** Messages that are read at once. */
const pageSize = 50
/** Pages that are read for one answer, however many of their messages say nothing. */
const mostPages = 20
/** Messages that are sent with one question, however small they are. */
const mostMessages = 500

export interface RecentTurnsOptions {
  readonly store: Pick<MessageStore, 'listMessages'>
  readonly threadId: string
  /** Place of the answer; what came before it is asked with. */
  readonly before: number
  readonly draft: RequestDraft
  readonly meter: Meter
  readonly omitted: Omitted
  readonly signal: AbortSignal
  /** Called when the question has its room: takes other things in, and says what summaries stand for the messages before. */
  readonly asked: (questionSeq: number) => readonly SummaryRecord[]
}

/** How far into the past a request reaches. */
export interface Reached {
  readonly used: readonly SummaryRecord[]
  /** Messages that were looked at and are there, sent or empty. */
  readonly seen: number
  /** Place of the newest message that neither fitted nor is stood for; null: all were looked at. */
  readonly stoppedAt: number | null
}

/** What is read of a thread for one answer. */
class Walk {
  readonly #options: RecentTurnsOptions
  #used: readonly SummaryRecord[] = []
  #seen = 0
  /** The message after it was left out for the same reason. */
  #leftOut = false

  constructor(options: RecentTurnsOptions) {
    this.#options = options
  }

  async run(): Promise<Reached> {
    const { store, threadId, signal } = this.#options
    let before = this.#options.before
    for (let n = 0; n < mostPages; n++) {
      // One window can lie right below another.
      for (let over = this.#covering(before - 1); over; over = this.#covering(before - 1)) before = over.fromSeq
      if (before <= 1) return this.#reached(null)
      const page = await store.listMessages({ threadId, limit: pageSize, before, superseded: false })
      signal.throwIfAborted()
      const stoppedAt = await this.#page(page.items.toReversed())
      if (stoppedAt !== null || page.before === null) return this.#reached(stoppedAt)
      before = page.before
    }
    return this.#reached(before - 1)
  }

  /** The place where there was no more room; null: there still is. */
  async #page(messages: readonly MessageRecord[]): Promise<number | null> {
    const { meter, omitted } = this.#options
    const turns = messages
      .filter(({ seq }) => !this.#covering(seq))
      .map(message => ({ message, said: saidOf(message) }))
    const texts = turns.map(({ said }) => (typeof said === 'string' ? '' : said.text))
    const tokens = await meter.measure(texts)
    for (const [at, { message, said }] of turns.entries()) {
      // The question, when it has its room, may have brought them in.
      if (this.#covering(message.seq)) continue
      if (typeof said === 'string') {
        omitted.addMessage(said, message.seq, this.#leftOut)
        this.#leftOut = true
        if (said === 'empty') this.#seen++
      } else {
        if (!(await this.#take(message, said, tokens[at] ?? 0))) return message.seq
        this.#leftOut = false
        this.#seen++
      }
    }
    return null
  }

  async #take(message: MessageRecord, turn: ProviderMessage, tokens: number): Promise<boolean> {
    const { draft, asked } = this.#options
    if (draft.size > 0) return draft.size < mostMessages && draft.addBefore(message.id, turn, tokens)
    await draft.ask(message.id, turn, tokens)
    this.#used = asked(message.seq)
    return true
  }

  #covering(seq: number): SummaryRecord | undefined {
    return coveringOf(this.#used, seq)
  }

  #reached(stoppedAt: number | null): Reached {
    return { used: this.#used, seen: this.#seen, stoppedAt }
  }
}

/**
 * Takes the newest messages before an answer into a request, as many as fit: the last one, which is the question, always.
 * Reads the thread page by page and no further than there is room, whatever its length (AI3).
 *
 * @throws ProviderFailure when not even the question fits
 */
export const recentTurns = (options: RecentTurnsOptions): Promise<Reached> => new Walk(options).run()
