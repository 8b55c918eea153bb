import type OpenAI from 'openai'
import type { ProviderEvent } from '../../ports/provider.ts'
import { CallAssembler } from './call-assembler.ts'
import { chunkEvents, endReasonOf } from './chunk-events.ts'
import { streamError } from './provider-error.ts'

type Chunk = OpenAI.Chat.Completions.ChatCompletionChunk

const parse = (data: string): Chunk => {
  const value: unknown = JSON.parse(data)
  if (typeof value !== 'object' || value === null || 'error' in value) {
    throw streamError(value)
  }
  return value as Chunk
}

/** Makes events of a streamed chat completion's chunks. */
export class ReplyReader {
  readonly #calls = new CallAssembler()
  /** Why the service ended it; null while it hasn't said. */
  #finish: string | null = null
  #over = false

  /** True once the service has said that nothing follows. */
  get over(): boolean {
    return this.#over
  }

  /** What the data of one event says. @throws what is none of a completion's chunks, or tells of a failure */
  push(data: string): ProviderEvent[] {
    if (data === '[DONE]') this.#over = true
    if (this.#over) return []
    const chunk = parse(data)
    this.#calls.push(chunk.choices?.[0]?.delta?.tool_calls)
    this.#finish ??= chunk.choices?.[0]?.finish_reason ?? null
    return chunkEvents(chunk)
  }

  /** How it ends; nothing where the service did not say why: then it was cut. */
  end(): ProviderEvent[] {
    if (this.#finish === null) return []
    const reason = endReasonOf(this.#finish)
    // What its length or a filter cut is no whole call.
    const whole = reason === 'tools' || reason === 'stop' ? this.#calls.take() : []
    const calls = whole.map((call): ProviderEvent => ({ type: 'tool-call', call }))
    return [...calls, { type: 'end', reason: calls.length > 0 ? 'tools' : reason === 'tools' ? 'stop' : reason }]
  }
}
