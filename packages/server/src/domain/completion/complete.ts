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
  /** The provider had it to do, as far as is known: what it refuses or fails with an error costs nothing. */
  readonly consumed: boolean
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
  let wasAccepted = false
  let wasCut = false
  let isWhole = false
  try {
    const events = provider.stream({ ...asked, signal })[Symbol.asyncIterator]()
    try {
      while (!isWhole) {
        const { done, value } = await Promise.race([events.next(), stop])
        wasCut = done === true
        if (done === true) throw new ProviderFailure('network', { detail: 'The stream stopped without its end' })
        wasAccepted = true
        if (value.type === 'text') text += value.text
        else if (value.type === 'usage') usage = possibleUsage(value.usage)
        isWhole = value.type === 'end' || text.length > longest
        if (value.type === 'end' && value.reason === 'filter')
          return {
            text: '',
            usage,
            consumed: true,
            failure: new ProviderFailure('request', { detail: 'The provider refused the text' }),
          }
      }
    } finally {
      // Not awaited: one that is deaf would never come back.
      Promise.resolve(events.return?.()).catch(() => {})
    }
    return { text: text.slice(0, longest).toWellFormed(), usage, consumed: true, failure: null }
  } catch (failure) {
    const brokeOff = wasCut || signal.aborted
    return { text, usage, consumed: usage !== null || text !== '' || (wasAccepted && brokeOff), failure }
  } finally {
    clearTimeout(timer)
    late.abort()
  }
}
