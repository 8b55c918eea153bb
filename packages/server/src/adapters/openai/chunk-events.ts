import type { Usage } from '@chat-view/protocol'
import type OpenAI from 'openai'
import type { ProviderEvent } from '../../ports/provider.ts'

type Chunk = OpenAI.Chat.Completions.ChatCompletionChunk
type EndReason = Extract<ProviderEvent, { type: 'end' }>['reason']

const record = (value: unknown): Record<string, unknown> | null =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null)

const count = (value: unknown): number | null =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : null

/** Tokens as the service reports them; what it leaves out, or gets wrong, is not known. */
export const usageOf = (reported: unknown): Usage => {
  const usage = record(reported)
  return {
    input: count(usage?.prompt_tokens),
    output: count(usage?.completion_tokens),
    cached: count(record(usage?.prompt_tokens_details)?.cached_tokens),
    estimated: false,
  }
}

/** Why the service ended its answer; reasons that we don't know are an end like others. */
export const endReasonOf = (finish: string): EndReason => {
  if (finish === 'length' || finish === 'max_tokens') return 'length'
  if (finish === 'tool_calls' || finish === 'function_call') return 'tools'
  return finish === 'content_filter' ? 'filter' : 'stop'
}

/** Reasoning, which compatible services send under two names that the official API doesn't have. */
const reasoningOf = (delta: Record<string, unknown>): string | null =>
  text(delta.reasoning_content) ?? text(delta.reasoning)

const citationsOf = (annotations: readonly unknown[]): ProviderEvent[] =>
  annotations.flatMap((annotation): ProviderEvent[] => {
    const cited = record(record(annotation)?.url_citation)
    const url = text(cited?.url)
    return cited ? [{ type: 'citation', title: text(cited.title) ?? url ?? '', url, quote: text(cited.content) }] : []
  })

/** What one chunk says, besides how the answer ends. */
export const chunkEvents = (chunk: Chunk): ProviderEvent[] => {
  const events: ProviderEvent[] = []
  const delta = record(chunk.choices?.[0]?.delta)
  if (delta) {
    const reasoning = reasoningOf(delta)
    if (reasoning) events.push({ type: 'reasoning', text: reasoning })
    // A refusal is what the model answers instead: the user shall read it.
    const said = text(delta.content) || text(delta.refusal)
    if (said) events.push({ type: 'text', text: said })
    if (Array.isArray(delta.tool_calls) && delta.tool_calls.length > 0) events.push({ type: 'tool-progress' })
    if (Array.isArray(delta.annotations)) events.push(...citationsOf(delta.annotations))
  }
  if (chunk.usage) events.push({ type: 'usage', usage: usageOf(chunk.usage) })
  return events
}
