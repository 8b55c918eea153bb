/** How many tokens texts take. */
export interface TokenCounts {
  /** In the order of the texts. */
  readonly tokens: readonly number[]
  /** No tokenizer knows the model: counted cautiously, rather too many than too few. */
  readonly estimated: boolean
}

/** Counts tokens apart from the thread that serves (AI3). One that cannot count estimates; it never throws but for an abort. */
export interface TokenCounter {
  count(model: string, texts: readonly string[], signal?: AbortSignal): Promise<TokenCounts>
  /** Lets go of its worker. */
  close(): Promise<void>
}
