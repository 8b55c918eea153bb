/** What is known of a model. Prices are millionths of the currency for a million tokens: 1.25 dollars are 1,250,000. */
export interface ModelInfo {
  readonly name: string
  /** Tokens of question and answer together. */
  readonly window: number
  /** Most tokens of an answer. */
  readonly maxAnswer: number
  readonly prices: { readonly input: number; readonly cached: number; readonly output: number } | null
}

/** Models by name: those of the data file, and what the operator says otherwise (AI3, AI7). */
export interface ModelTable {
  readonly currency: string
  /** Also of a name with a date or a vendor's prefix; cautious figures without prices where nobody knows it. */
  find(model: string): ModelInfo
}
