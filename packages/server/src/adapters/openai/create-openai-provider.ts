import OpenAI from 'openai'
import { CodedError } from '../../ports/coded-error.ts'
import type { Provider, ProviderEvent, ProviderRequest } from '../../ports/provider.ts'
import { chunkEvents, endReasonOf } from './chunk-events.ts'
import { eventData } from './event-data.ts'
import { providerError } from './provider-error.ts'
import { requestBody } from './request-body.ts'

export interface OpenAIProviderOptions {
  /** Null where the service wants none, as those on one's own machine. */
  readonly apiKey: string | null
  /** Any OpenAI-compatible service. Default: the official one. */
  readonly baseURL?: string | undefined
  /** For projects that name no model. */
  readonly model: string
  /** Milliseconds until the service must have answered. Default 10 min: the caller's own time-outs come first. */
  readonly timeoutMs?: number
}

type Chunk = OpenAI.Chat.Completions.ChatCompletionChunk

const official = 'https://api.openai.com/v1'

const refusesUsage = (error: unknown): boolean =>
  error instanceof OpenAI.BadRequestError && /stream_options|include_usage/.test(error.message)

const parse = (data: string): Chunk => {
  const value: unknown = JSON.parse(data)
  if (typeof value !== 'object' || value === null || 'error' in value) {
    throw new CodedError('provider_failed', { detail: 'The provider failed in the middle of its answer' })
  }
  return value as Chunk
}

/** A connection that broke after the answer began is a stream without its end, no failure of the service. */
const isCut = (error: unknown): boolean => !(error instanceof CodedError) && !(error instanceof SyntaxError)

/** Pieces of one answer until `[DONE]`, or the stream's end; answers why the service ended it, null if it didn't say. */
async function* read(
  body: ReadableStream<Uint8Array>,
  signal: AbortSignal,
): AsyncGenerator<ProviderEvent, string | null> {
  let finish: string | null = null
  try {
    for await (const events of eventData(body)) {
      for (const data of events) {
        if (data === '[DONE]') return finish
        const chunk = parse(data)
        yield* chunkEvents(chunk)
        if (signal.aborted) return null
        finish ??= chunk.choices?.[0]?.finish_reason ?? null
      }
    }
  } catch (error) {
    if (!signal.aborted && !isCut(error)) throw providerError(error)
  }
  return finish
}

/** The official service, or any that speaks its chat completions (AI1). Retries and time-outs are the caller's. */
export const createOpenAIProvider = (options: OpenAIProviderOptions): Provider => {
  const { apiKey, baseURL = official, model, timeoutMs = 600_000 } = options
  const client = new OpenAI({ apiKey: apiKey ?? 'none', baseURL, maxRetries: 0, timeout: timeoutMs, logLevel: 'off' })
  const isOfficial = baseURL.startsWith(official)
  let withUsage = true

  const open = (request: ProviderRequest): Promise<Response> => {
    const body = requestBody(request, { isOfficial, withUsage })
    return client.chat.completions.create(body, { signal: request.signal }).asResponse()
  }

  const openAnyhow = (request: ProviderRequest): Promise<Response> =>
    open(request).catch((error: unknown) => {
      if (!withUsage || !refusesUsage(error)) throw error
      withUsage = false
      return open(request)
    })

  async function* stream(request: ProviderRequest): AsyncGenerator<ProviderEvent> {
    const { signal } = request
    const response = await openAnyhow(request).catch((error: unknown) => {
      if (signal.aborted) return null
      throw providerError(error)
    })
    if (!response) return
    yield { type: 'connected' }
    if (!response.body) return
    const finish = yield* read(response.body, signal)
    if (finish !== null && !signal.aborted) yield { type: 'end', reason: endReasonOf(finish) }
  }

  return { name: 'openai', defaultModel: model, stream }
}
