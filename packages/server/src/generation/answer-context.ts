import type { GenerationRecord } from '../ports/generation-store.ts'
import type { ProviderMessage } from '../ports/provider.ts'

/** What a provider is asked with. */
export interface AnswerContext {
  readonly messages: readonly ProviderMessage[]
  readonly maxTokens: number | null
}

/** Decides what of a thread a provider is shown (AI3). */
export interface ContextBuilder {
  build(generation: GenerationRecord): Promise<AnswerContext>
}
