import type { Usage } from '@chat-view/protocol'
import { possibleUsage } from '../../ports/possible-usage.ts'
import type { Provider, ProviderRequest } from '../../ports/provider.ts'
import { ProviderFailure } from '../../ports/provider-failure.ts'

export interface CompletionRequest extends Omit<ProviderRequest, 'tools'> {
  readonly maxTokens: number
  /** UTF-16 code units of the text; what comes beyond is not read. */
  readonly longest: number
  /** Milliseconds for the whole call. */
  readonly timeoutMs: number
}

/** What came of one call, also of one that failed: what was consumed is counted all the same. */
export interface Completion {
  readonly text: string
  /** As the provider told it; null: it did not. */
  readonly usage: Usage | null
  /** Null: it came to an end of its own, or to the longest that was wanted. */
  readonly failure: unknown
}

/** Settles when the signal aborts, so that a provider that is deaf to it holds nobody up. */
const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    const end = (): void => reject(signal.reason)
    if (signal.aborted) end()
    else signal.addEventListener('abort', end, { once: true })
  })

/** Asks a provider once for a whole text, without tools and without anybody who watches. Never rejects. */
export const complete = async (provider: Provider, request: CompletionRequest): Promise<Completion> => {
  const { longest, timeoutMs, signal: outer, ...asked } = request
  const late = new AbortController()
  const timer = setTimeout(() => late.abort(new ProviderFailure('timeout')), timeoutMs)
  const signal = AbortSignal.any([outer, late.signal])
  const stop = aborted(signal)
  stop.catch(() => {})
  let text = ''
  let usage: Usage | null = null
  let isWhole = false
  try {
    const events = provider.stream({ ...asked, signal })[Symbol.asyncIterator]()
    try {
      while (!isWhole) {
        const { done, value } = await Promise.race([events.next(), stop])
        if (done === true) throw new ProviderFailure('network', { detail: 'The stream stopped without its end' })
        if (value.type === 'text') text += value.text
        else if (value.type === 'usage') usage = possibleUsage(value.usage)
        isWhole = value.type === 'end' || text.length > longest
        if (value.type === 'end' && value.reason === 'filter')
          return {
            text: '',
            usage,
            failure: new ProviderFailure('request', { detail: 'The provider refused the text' }),
          }
      }
    } finally {
      // Not awaited: one that is deaf would never come back.
      Promise.resolve(events.return?.()).catch(() => {})
    }
    return { text: text.slice(0, longest).toWellFormed(), usage, failure: null }
  } catch (failure) {
    return { text, usage, failure }
  } finally {
    clearTimeout(timer)
    late.abort()
  }
}
