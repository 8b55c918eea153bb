import type { ContextItem } from '@chat-view/protocol'
import type { ProviderMessage } from '../../ports/provider.ts'
import { ProviderFailure } from '../../ports/provider-failure.ts'
import { type CutText, cutText } from './cut-text.ts'
import type { Meter } from './meter.ts'

/** A text for a request, and what it takes. */
export interface MeasuredText {
  readonly text: string
  readonly tokens: number
}

/** A message that is cut rather than left out wants at least this share of the budget. */
const leastShareOfCut = 1 / 8

/** A request that is put together within a budget: what is most needed comes first, and takes its room (AI3). */
export class RequestDraft {
  readonly #meter: Meter
  readonly #limit: number
  /** Before the thread, and after it. */
  readonly #head: ContextItem[] = []
  readonly #tail: ContextItem[] = []
  /** Of the thread, newest first. */
  readonly #turns: ProviderMessage[] = []
  readonly #turnItems: ContextItem[] = []
  #begun = ''
  #used: number

  constructor(meter: Meter, limit: number) {
    this.#meter = meter
    this.#limit = limit
    this.#used = meter.priming
  }

  get used(): number {
    return this.#used
  }

  get left(): number {
    return this.#limit - this.#used
  }

  /** Messages of the thread that are in it. */
  get size(): number {
    return this.#turns.length
  }

  /** The thread's messages in order, then what the answer has said so far. */
  get messages(): ProviderMessage[] {
    const begun: ProviderMessage[] = this.#begun === '' ? [] : [{ role: 'assistant', text: this.#begun }]
    return [...this.#turns.toReversed(), ...begun]
  }

  /** What it holds, in order. */
  get items(): ContextItem[] {
    return [...this.#head, ...this.#turnItems.toReversed(), ...this.#tail]
  }

  /** What a request can't be without. @throws ProviderFailure when there is no room */
  need(kind: ContextItem['kind'], tokens: number): void {
    if (tokens > this.left) throw this.#tooLong(kind, tokens)
    this.#take(this.#head, { kind, id: null, tokens })
  }

  /** What is good to have; false when there is no room. @param room of the budget, for all of its kind that is still to come */
  offer(kind: ContextItem['kind'], id: string | null, tokens: number, room: number): boolean {
    if (tokens > Math.min(room, this.left)) return false
    this.#take(this.#head, { kind, id, tokens })
    return true
  }

  /**
   * What the answer has said so far; at most half of what is left is for it, for its end is what is gone on with. `whole`: it
   * can't be cut. @throws ProviderFailure when there is no room
   */
  async begin(text: string, tokens: number, whole: boolean): Promise<void> {
    const room = Math.floor(this.left / 2)
    const fits = tokens <= room || (whole && tokens <= this.left)
    const cut = fits || whole ? null : await this.#cut({ text, tokens }, room, 'start')
    if (!fits && !cut) throw this.#tooLong('begun', tokens)
    this.#begun = cut?.text ?? text
    this.#take(this.#tail, { kind: 'begun', id: null, tokens: cut?.tokens ?? tokens, ...(cut ? { cut: true } : {}) })
  }

  /** The question is always sent, as much of it as there is room for. @throws ProviderFailure when there is none */
  async ask(id: string, turn: ProviderMessage, tokens: number): Promise<void> {
    if (await this.#put(id, turn, tokens, this.left)) return
    throw this.#tooLong('message', tokens)
  }

  /** The message before those that it holds; false when it doesn't fit: then none before it is sent either. */
  async addBefore(id: string, turn: ProviderMessage, tokens: number): Promise<boolean> {
    // A long answer just before the question is what it is about.
    const mayCut = this.left >= this.#limit * leastShareOfCut
    return tokens <= this.left || mayCut ? this.#put(id, turn, tokens, this.left) : false
  }

  async #put(id: string, turn: ProviderMessage, tokens: number, room: number): Promise<boolean> {
    const cut = tokens <= room ? null : await this.#cut({ text: turn.text, tokens }, room, 'middle')
    if (tokens > room && !cut) return false
    this.#turns.push(cut ? { ...turn, text: cut.text } : turn)
    this.#take(this.#turnItems, { kind: 'message', id, tokens: cut?.tokens ?? tokens, ...(cut ? { cut: true } : {}) })
    return true
  }

  #cut({ text, tokens }: MeasuredText, room: number, at: 'middle' | 'start'): Promise<CutText | null> {
    return cutText(text, { tokens, room, at }, part => this.#meter.measureOne(part))
  }

  #take(items: ContextItem[], item: ContextItem): void {
    items.push(item)
    this.#used += item.tokens
  }

  #tooLong(kind: ContextItem['kind'], tokens: number): ProviderFailure {
    const detail = `The context has ${this.#limit} tokens for a request and ${this.left} of them left: too few for ${tokens} of kind ${kind}`
    return new ProviderFailure('context-length', { detail })
  }
}
