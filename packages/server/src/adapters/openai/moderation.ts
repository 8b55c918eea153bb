import OpenAI from 'openai'
import type { Moderator } from '../../ports/content-filter.ts'
import { providerError } from './provider-error.ts'
import { serviceFetch } from './service-fetch.ts'

export interface OpenAIModerationOptions {
  /** Null where the service wants none. */
  readonly apiKey: string | null
  /** Any service with this endpoint. Default: the official one. */
  readonly baseURL?: string | undefined
  /** Default: the service's newest. */
  readonly model?: string
}

/** The provider's moderation endpoint (AI8). Time-outs are the caller's; nothing is asked twice. */
export const createOpenAIModeration = (options: OpenAIModerationOptions): Moderator => {
  const { apiKey, baseURL, model = 'omni-moderation-latest' } = options
  const client = new OpenAI({
    apiKey: apiKey ?? 'none',
    maxRetries: 0,
    logLevel: 'off',
    fetch: serviceFetch,
    ...(baseURL === undefined ? {} : { baseURL }),
  })
  return {
    provider: 'openai',
    model,
    async moderate(texts, signal) {
      const input = [...texts]
      const { results } = await client.moderations.create({ model, input }, { signal }).catch((error: unknown) => {
        throw providerError(error)
      })
      if (!Array.isArray(results) || results.length !== texts.length)
        throw providerError(new Error('not one result for each text'))
      return results.map(({ flagged, categories }) => {
        if (!flagged) return []
        const named = Object.entries(categories ?? {}).filter(([, is]) => is === true)
        return named.length === 0 ? ['flagged'] : named.map(([name]) => name.slice(0, 80))
      })
    },
  }
}
