import OpenAI from 'openai'
import type { Provider, ProviderEvent, ProviderRequest } from '../../ports/provider.ts'
import { chunkEvents, endReasonOf } from './chunk-events.ts'
import { providerError } from './provider-error.ts'

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

type Body = OpenAI.Chat.Completions.ChatCompletionCreateParamsStreaming

type Message = OpenAI.Chat.Completions.ChatCompletionMessageParam

const official = 'https://api.openai.com/v1'

/** Few services go on with a message of their own by themselves. */
const goOn: Message = {
  role: 'user',
  content: 'Continue your last answer exactly where it ends. Do not repeat any of it, and add no remark.',
}

const messagesOf = ({ messages }: ProviderRequest): Message[] => {
  const turns = messages.map(({ role, text }): Message => ({ role, content: text }))
  return messages.at(-1)?.role === 'assistant' ? [...turns, goOn] : turns
}

const bodyOf = (request: ProviderRequest, isOfficial: boolean, withUsage: boolean): Body => {
  const { model, maxTokens, user } = request
  return {
    model,
    messages: messagesOf(request),
    stream: true,
    ...(withUsage ? { stream_options: { include_usage: true } } : {}),
    // The official service has new names for these two; the compatible ones know the old.
    ...(maxTokens === undefined ? {} : isOfficial ? { max_completion_tokens: maxTokens } : { max_tokens: maxTokens }),
    ...(user === undefined ? {} : isOfficial ? { safety_identifier: user } : { user }),
  }
}

const refusesUsage = (error: unknown): boolean =>
  error instanceof OpenAI.BadRequestError && /stream_options|include_usage/.test(error.message)

/** The official service, or any that speaks its chat completions (AI1). Retries and time-outs are the caller's. */
export const createOpenAIProvider = (options: OpenAIProviderOptions): Provider => {
  const { apiKey, baseURL = official, model, timeoutMs = 600_000 } = options
  const client = new OpenAI({ apiKey: apiKey ?? 'none', baseURL, maxRetries: 0, timeout: timeoutMs, logLevel: 'off' })
  const isOfficial = baseURL.startsWith(official)
  let withUsage = true

  const open = async (request: ProviderRequest) => {
    const { signal } = request
    try {
      return await client.chat.completions.create(bodyOf(request, isOfficial, withUsage), { signal })
    } catch (error) {
      if (!withUsage || !refusesUsage(error)) throw error
      withUsage = false
      return await client.chat.completions.create(bodyOf(request, isOfficial, withUsage), { signal })
    }
  }

  /** A connection that broke after it had begun is a stream without its end, no failure of the service. */
  const isCut = (error: unknown): boolean => !(error instanceof OpenAI.APIError) && !(error instanceof SyntaxError)

  async function* stream(request: ProviderRequest): AsyncGenerator<ProviderEvent> {
    const { signal } = request
    let finish: string | null = null
    const chunks = await open(request).catch((error: unknown) => {
      if (signal.aborted) return null
      throw providerError(error)
    })
    if (!chunks) return
    yield { type: 'connected' }
    try {
      for await (const chunk of chunks) {
        yield* chunkEvents(chunk)
        finish ??= chunk.choices?.[0]?.finish_reason ?? null
      }
    } catch (error) {
      if (signal.aborted) return
      if (!isCut(error)) throw providerError(error)
      if (finish === null) return
    }
    if (finish !== null && !signal.aborted) yield { type: 'end', reason: endReasonOf(finish) }
  }

  return { name: 'openai', defaultModel: model, stream }
}
