import type { TokenCounter } from '../../ports/token-counter.ts'
import type { TokenCorrection } from './token-correction.ts'

/** Tokens that a message's role and its borders take, rather one too many. */
const messageOverhead = 4
/** Tokens with which the answer begins. */
const primingTokens = 3

export interface MeterOptions {
  readonly counter: TokenCounter
  readonly correction: TokenCorrection
  readonly model: string
  readonly signal?: AbortSignal
}

/** Counts what one request takes of its model's window, as far as is known of how the model counts. */
export class Meter {
  readonly #options: MeterOptions
  #estimated = false
  #factor = 1

  constructor(options: MeterOptions) {
    this.#options = options
  }

  /** At least one count was an estimate. */
  get estimated(): boolean {
    return this.#estimated
  }

  /** What any request takes, before its first message. */
  get priming(): number {
    return primingTokens
  }

  /** Tokens of each text as a message of its own. */
  async measure(texts: readonly string[]): Promise<number[]> {
    if (texts.length === 0) return []
    const { counter, correction, model, signal } = this.#options
    const { tokens, estimated } = await counter.count(model, texts, signal)
    this.#estimated ||= estimated
    this.#factor = correction.factorOf(model, estimated)
    const factor = this.#factor
    return tokens.map(count => Math.ceil((count + messageOverhead) * factor))
  }

  async measureOne(text: string): Promise<number> {
    const [tokens = 0] = await this.measure([text])
    return tokens
  }

  /** Told what the provider made of a request of `used` tokens. */
  learn(used: number, reported: number): void {
    const { correction, model } = this.#options
    correction.learn(model, this.#estimated, used / this.#factor, reported)
  }
}
