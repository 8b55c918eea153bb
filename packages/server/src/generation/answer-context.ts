import type { ContextRecord } from '@chat-view/protocol'
import type { GenerationRecord } from '../ports/generation-store.ts'
import type { ProviderMessage, ProviderTool } from '../ports/provider.ts'

/** What a provider is asked with. */
export interface AnswerContext {
  readonly messages: readonly ProviderMessage[]
  readonly maxTokens: number | null
  /** What was sent and what was left out; null where nobody counted. */
  readonly record: ContextRecord | null
  /** It was so full that the thread is to be summarised (AI4). */
  readonly summarise: boolean
  /** Told what the provider counted of that request: the record with it, and later counts of the model are nearer to it. */
  readonly reported?: (tokens: number) => ContextRecord
  /** What tools answered, as much of it as the request has room for when it is asked again; to be called once a round. */
  readonly fitResults?: (
    turn: Extract<ProviderMessage, { role: 'assistant' }>,
    results: readonly ProviderMessage[],
  ) => Promise<readonly ProviderMessage[]>
  /**
   * The same for a model that stands in, within its own window; null: that has no less room, and is asked with this one.
   * @throws ProviderFailure of kind `context-length` when not even the question has room
   */
  readonly fitFor?: (model: string, signal: AbortSignal) => Promise<AnswerContext | null>
}

/** Decides what of a thread a provider is shown (AI3). */
export interface ContextBuilder {
  /**
   * @param signal the answer was ended meanwhile
   * @param tools what the model can ask for: their descriptions take room too
   * @throws ProviderFailure of kind `context-length` when not even the question has room
   */
  build(generation: GenerationRecord, signal: AbortSignal, tools?: readonly ProviderTool[]): Promise<AnswerContext>
}
