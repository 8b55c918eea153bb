import OpenAI from 'openai'
import { CodedError } from '../../ports/coded-error.ts'
import type { Logger } from '../../ports/logger.ts'
import type { Provider, ProviderEvent, ProviderRequest } from '../../ports/provider.ts'
import { packetEvents } from './packet-events.ts'
import { providerError } from './provider-error.ts'
import { ReplyReader } from './reply-reader.ts'
import { requestBody } from './request-body.ts'
import { serviceFetch } from './service-fetch.ts'
import { ServiceResponse } from './service-response.ts'

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

/** A connection that broke after the answer began is a stream without its end, no failure of the service. */
const isCut = (error: unknown): boolean => !(error instanceof CodedError) && !(error instanceof SyntaxError)

/** The official service, or any that speaks its chat completions (AI1). Retries and time-outs are the caller's. */
export const createOpenAIProvider = (options: OpenAIProviderOptions): Provider => {
  const { apiKey, baseURL = official, model, timeoutMs = 600_000, logger } = options
  const client = new OpenAI({
    apiKey: apiKey ?? 'none',
    baseURL,
    maxRetries: 0,
    timeout: timeoutMs,
    logLevel: 'off',
    fetch: serviceFetch,
  })
  const isOfficial = baseURL.startsWith(official)
  let withUsage = true
  const toolless = new Set<string>()

  const open = async (request: ProviderRequest): Promise<ServiceResponse> => {
    const body = requestBody(request, { isOfficial, withUsage, withTools: !toolless.has(request.model) })
    const response = await client.chat.completions.create(body, { signal: request.signal }).asResponse()
    if (!(response instanceof ServiceResponse)) throw new TypeError('The SDK answers with what it was not given')
    return response
  }

  const mayCall = ({ tools = [], messages, model }: ProviderRequest): boolean =>
    !toolless.has(model) && (tools.length > 0 || messages.some(({ role }) => role === 'tool'))

  const forgoTools = (model: string): void => {
    if (toolless.size >= maxToolless) toolless.clear()
    toolless.add(model)
    logger?.warn({ model }, 'the model takes no tools: it is asked without')
  }

  const openAnyhow = (request: ProviderRequest): Promise<ServiceResponse> =>
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
    const reply = new ReplyReader()
    try {
      yield { type: 'connected' }
      for await (const events of packetEvents(response.packets)) {
        for (const data of events) {
          for (const event of reply.push(data)) yield event
          if (signal.aborted) return
        }
        if (reply.over) break
      }
    } catch (error) {
      if (!signal.aborted && !isCut(error)) throw providerError(error)
    } finally {
      response.letGo()
    }
    if (!signal.aborted) for (const event of reply.end()) yield event
  }

  return { name: 'openai', defaultModel: model, stream }
}
