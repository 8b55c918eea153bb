import type { GenerationObserver } from '../../generation/generation-observer.ts'
import type { GenerationRecord } from '../../ports/generation-store.ts'
import type { SpanSink } from '../../ports/span-sink.ts'

/** An answer's trace has its generation's id, on whichever node it goes on: who has the one finds the other. */
const traceIdOf = ({ id }: GenerationRecord): string => id.replaceAll('-', '')
const rootOf = (record: GenerationRecord): string => traceIdOf(record).slice(16)

/** Tries that say nothing about the provider: it answered, or the user left. */
const harmless = new Set(['answered', 'aborted'])

const placesOf = ({ projectId, userId, threadId, id }: GenerationRecord) => ({
  'chat_view.project': projectId,
  'chat_view.user': userId,
  'chat_view.thread': threadId,
  'chat_view.generation': id,
})

/** Answers as spans, with the tries of providers and the calls of tools below them (OP1). */
export const traceAnswers = (record: SpanSink): GenerationObserver => ({
  tried(answer, { provider, model, attempt, outcome, ms, firstMs }) {
    record({
      name: `chat ${model}`,
      kind: 'client',
      traceId: traceIdOf(answer),
      parentId: rootOf(answer),
      ms,
      attributes: {
        'gen_ai.operation.name': 'chat',
        'gen_ai.provider.name': provider,
        'gen_ai.request.model': model,
        'chat_view.attempt': attempt,
        'chat_view.outcome': outcome,
        'chat_view.first_piece_ms': firstMs ?? undefined,
      },
      failure: harmless.has(outcome) ? undefined : outcome,
    })
  },
  toolCalled(answer, { outcome, ms }) {
    record({
      name: 'tool call',
      kind: 'internal',
      traceId: traceIdOf(answer),
      parentId: rootOf(answer),
      ms,
      attributes: { 'chat_view.outcome': outcome },
      failure: outcome === 'failed' ? outcome : undefined,
    })
  },
  ended(answer, { state, reason, ms, usage }) {
    record({
      name: 'answer',
      kind: 'internal',
      traceId: traceIdOf(answer),
      spanId: rootOf(answer),
      ms: ms ?? 0,
      attributes: {
        ...placesOf(answer),
        'chat_view.state': state,
        'chat_view.reason': reason,
        'gen_ai.request.model': answer.model,
        'gen_ai.usage.input_tokens': usage?.input ?? undefined,
        'gen_ai.usage.output_tokens': usage?.output ?? undefined,
      },
      failure: state === 'failed' ? reason : undefined,
    })
  },
})
