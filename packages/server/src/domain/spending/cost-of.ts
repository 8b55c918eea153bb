import type { ModelInfo } from '../../ports/model-table.ts'

/** Tokens of a request, those of them that the provider had kept from before, and tokens of the answer. */
export interface CallTokens {
  readonly input: number
  readonly cached: number
  readonly output: number
}

const million = 1_000_000

/** What a call costs, in millionths of the currency, rounded up. Nothing where nobody told a price: a limit of money keeps such a model from being asked (AI7.11). */
export const costOf = ({ prices }: Pick<ModelInfo, 'prices'>, { input, cached, output }: CallTokens): number => {
  if (prices === null) return 0
  const fresh = Math.max(0, input - cached)
  return Math.ceil((fresh * prices.input + cached * prices.cached + output * prices.output) / million)
}
