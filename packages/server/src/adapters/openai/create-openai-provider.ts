import OpenAI from 'openai'
import { CodedError } from '../../ports/coded-error.ts'
import { eventData } from '../../ports/event-data.ts'
import type { Logger } from '../../ports/logger.ts'
import type { Provider, ProviderEvent, ProviderRequest } from '../../ports/provider.ts'
import { CallAssembler } from './call-assembler.ts'
import { chunkEvents, endReasonOf } from './chunk-events.ts'
import { providerError, streamError } from './provider-error.ts'
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
  /** Told of models that take no tools. */
  readonly logger?: Logger
}

type Chunk = OpenAI.Chat.Completions.ChatCompletionChunk

const official = 'https://api.openai.com/v1'

const refusesUsage = (error: unknown): boolean =>
  error instanceof OpenAI.BadRequestError && /stream_options|include_usage/.test(error.message)

/** Refusals of tools as such, in the words of several services; not of what was said about them. */
const refusesTools = (error: unknown): boolean =>
  error instanceof OpenAI.APIError &&
  [400, 404, 422].includes(error.status ?? 0) &&
  /\btool|function.?call/i.test(error.message) &&
  /support|unrecogni[sz]ed|unknown|unexpected|not (allowed|permitted|enabled|available)/i.test(error.message)

/** Models that are remembered as taking no tools. */
const maxToolless = 1_000

const parse = (data: string): Chunk => {
  const value: unknown = JSON.parse(data)
  if (typeof value !== 'object' || value === null || 'error' in value) {
    throw streamError(value)
  }
  return value as Chunk
}

/** A connection that broke after the answer began is a stream without its end, no failure of the service. */
const isCut = (error: unknown): boolean => !(error instanceof CodedError) && !(error instanceof SyntaxError)

/** Pieces of one answer until `[DONE]`, or the stream's end; answers why the service ended it, null if it didn't say. */
async function* read(
  body: ReadableStream<Uint8Array>,
  signal: AbortSignal,
  calls: CallAssembler,
): AsyncGenerator<ProviderEvent, string | null> {
  let finish: string | null = null
  try {
    for await (const events of eventData(body)) {
      for (const data of events) {
        if (data === '[DONE]') return finish
        const chunk = parse(data)
        yield* chunkEvents(chunk)
        calls.push(chunk.choices?.[0]?.delta?.tool_calls)
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
  const { apiKey, baseURL = official, model, timeoutMs = 600_000, logger } = options
  const client = new OpenAI({ apiKey: apiKey ?? 'none', baseURL, maxRetries: 0, timeout: timeoutMs, logLevel: 'off' })
  const isOfficial = baseURL.startsWith(official)
  let withUsage = true
  const toolless = new Set<string>()

  const open = (request: ProviderRequest): Promise<Response> => {
    const body = requestBody(request, { isOfficial, withUsage, withTools: !toolless.has(request.model) })
    return client.chat.completions.create(body, { signal: request.signal }).asResponse()
  }

  const mayCall = ({ tools = [], messages, model }: ProviderRequest): boolean =>
    !toolless.has(model) && (tools.length > 0 || messages.some(({ role }) => role === 'tool'))

  const forgoTools = (model: string): void => {
    if (toolless.size >= maxToolless) toolless.clear()
    toolless.add(model)
    logger?.warn({ model }, 'the model takes no tools: it is asked without')
  }

  const openAnyhow = (request: ProviderRequest): Promise<Response> =>
    open(request).catch((error: unknown) => {
      if (withUsage && refusesUsage(error)) withUsage = false
      else if (mayCall(request) && refusesTools(error)) forgoTools(request.model)
      else throw error
      return openAnyhow(request)
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
    const calls = new CallAssembler()
    const finish = yield* read(response.body, signal, calls)
    if (finish === null || signal.aborted) return
    const reason = endReasonOf(finish)
    // What its length or a filter cut is no whole call.
    const whole = reason === 'tools' || reason === 'stop' ? calls.take() : []
    for (const call of whole) yield { type: 'tool-call', call }
    yield { type: 'end', reason: whole.length > 0 ? 'tools' : reason === 'tools' ? 'stop' : reason }
  }

  return { name: 'openai', defaultModel: model, stream }
}
