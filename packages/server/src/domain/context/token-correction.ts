/** Models of which it is remembered. */
const mostModels = 200
/** Shorter requests say more of what a service adds than of how it counts. */
const leastCounted = 50
/** A report that far off is a mistake, or a lie. */
const mostApart = 4
const bounds = { counted: [0.95, 1.5], estimated: [0.6, 3] } as const

const keyOf = (model: string, estimated: boolean): string => `${estimated ? 'estimated' : 'counted'} ${model}`

/**
 * What providers report corrects what we count (AI3): one factor a model, of counts and of estimates apart. Too few
 * tokens are believed quickly, too many slowly, for one is refused and the other only wastes room.
 */
export class TokenCorrection {
  readonly #models = new Map<string, number>()

  /** By which a count of that model's tokens is to be multiplied. */
  factorOf(model: string, estimated: boolean): number {
    return this.#models.get(keyOf(model, estimated)) ?? 1
  }

  /** @param counted tokens of a request by our count, before any correction */
  learn(model: string, estimated: boolean, counted: number, reported: number): void {
    const ratio = reported / counted
    if (counted < leastCounted || !(ratio >= 1 / mostApart && ratio <= mostApart)) return
    const key = keyOf(model, estimated)
    const before = this.factorOf(model, estimated)
    const [least, most] = bounds[estimated ? 'estimated' : 'counted']
    const factor = before + (ratio - before) * (ratio > before ? 0.5 : 0.1)
    this.#models.delete(key)
    this.#models.set(key, Math.min(most, Math.max(least, factor)))
    if (this.#models.size <= mostModels) return
    const [oldest] = this.#models.keys()
    if (oldest !== undefined) this.#models.delete(oldest)
  }
}
