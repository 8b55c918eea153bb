import type { ContextRecord, MessagePart } from '@chat-view/protocol'
import type { GuardedAnswer } from '../ports/answer-guard.ts'
import type { GenerationRecord } from '../ports/generation-store.ts'
import type { ProviderMessage, ProviderTool } from '../ports/provider.ts'
import type { AnswerContext, ContextBuilder } from './answer-context.ts'
import { addTurn, withBaseTurns } from './base-turns.ts'

export interface TalkContextParts {
  readonly generation: GenerationRecord
  readonly builder: ContextBuilder
  readonly guarded: GuardedAnswer
  readonly offers: readonly ProviderTool[]
}

type AssistantTurn = Extract<ProviderMessage, { role: 'assistant' }>

/**
 * What one answer's provider is asked with: its context, then what it said and its tools answered, round after round. For a
 * model with less room the context is built again (AI2.4), and the turns stay.
 */
export class TalkContext {
  readonly #parts: TalkContextParts
  readonly #turns: ProviderMessage[] = []
  #built: AnswerContext
  #base: readonly MessagePart[] = []
  #begun: readonly ProviderMessage[] = []
  #reported: ContextRecord | null = null

  private constructor(parts: TalkContextParts, built: AnswerContext) {
    this.#parts = parts
    this.#built = built
  }

  /** @throws ProviderFailure of kind `context-length` when not even the question has room */
  static async build(parts: TalkContextParts, signal: AbortSignal): Promise<TalkContext> {
    return new TalkContext(parts, await parts.builder.build(parts.generation, signal, parts.offers))
  }

  /** What is sent and what is left out; null: nobody counted. */
  get record(): ContextRecord | null {
    return this.#reported ?? this.#built.record
  }

  /** The thread is to be summarised (AI4). */
  get summarise(): boolean {
    return this.#built.summarise
  }

  /** What the next request holds. */
  get request(): { readonly messages: readonly ProviderMessage[]; readonly maxTokens?: number } {
    const messages = [...this.#begun]
    for (const turn of this.#turns)
      if (turn.role === 'assistant') addTurn(messages, turn)
      else messages.push(turn)
    const { maxTokens } = this.#built
    return { messages, ...(maxTokens === null ? {} : { maxTokens }) }
  }

  /** Guards it, with what the answer has said and done so far; false: its question is blocked. */
  async prepare(base: readonly MessagePart[], signal: AbortSignal): Promise<boolean> {
    this.#base = base
    const prepared = await this.#parts.guarded.prepare(withBaseTurns(this.#built.messages, base), signal)
    if ('blocked' in prepared) return false
    this.#begun = prepared.messages
    return true
  }

  /**
   * Makes it fit for the model that stands in; false: its question is blocked.
   * @throws ProviderFailure of kind `context-length` when not even the question has room
   */
  async fitFor(model: string, signal: AbortSignal): Promise<boolean> {
    const built = (await this.#built.fitFor?.(model, signal)) ?? null
    if (built === null) return true
    this.#built = built
    this.#reported = null
    await this.#addAnew(this.#turns.splice(0))
    return await this.prepare(this.#base, signal)
  }

  /** What tools answered has room in the first model's window, not for certain in this one's. */
  async #addAnew(turns: readonly ProviderMessage[]): Promise<void> {
    for (const [at, turn] of turns.entries()) {
      if (turn.role === 'assistant') {
        const after = turns.slice(at + 1)
        const next = after.findIndex(({ role }) => role !== 'tool')
        await this.add(turn, next < 0 ? after : after.slice(0, next))
      } else if (turn.role !== 'tool') this.tell(turn.text)
    }
  }

  /** A round's turn and what its tools answered, as much of it as there is room for. */
  async add(turn: AssistantTurn, results: readonly ProviderMessage[]): Promise<void> {
    const fitting = await this.#built.fitResults?.(turn, results)
    this.#turns.push(turn, ...(fitting ?? results))
  }

  tell(text: string): void {
    this.#turns.push({ role: 'system', text })
  }

  /** What a model made of the first request corrects the count of it (AI3). */
  correct(model: string, tokens: number): void {
    const counted = this.#built.record?.model ?? this.#parts.generation.model
    if (model === counted) this.#reported = this.#built.reported?.(tokens) ?? null
  }
}
