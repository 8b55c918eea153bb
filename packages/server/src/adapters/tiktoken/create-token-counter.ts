import type { Worker } from 'node:worker_threads'
import type { Clock } from '../../ports/clock.ts'
import type { Logger } from '../../ports/logger.ts'
import type { TokenCounter } from '../../ports/token-counter.ts'
import { type CountingSettings, CountingWorker } from './counting-worker.ts'
import { CountsKept } from './counts-kept.ts'
import { type Encoding, encodingOf } from './encoding-of.ts'
import { estimateTokens } from './estimate-tokens.ts'

export interface TokenCounterOptions extends Partial<CountingSettings> {
  readonly clock: Clock
  readonly logger: Logger
  /** Counts that are kept, so that a thread's messages are not counted anew with each question. Default 50,000. */
  readonly mostKept?: number
  /** How the counting thread is started; for tests. */
  readonly start?: () => Worker
}

const defaultSettings: CountingSettings = {
  mostWaiting: 256,
  longestWaiting: 8_000_000,
  patienceMs: 10_000,
  restartMs: 1_000,
}

const untilAborted = <T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> => {
  if (!signal) return promise
  return new Promise((resolve, reject) => {
    const giveUp = (): void => reject(signal.reason)
    signal.addEventListener('abort', giveUp, { once: true })
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp))
  })
}

/**
 * Counts tokens with tiktoken, in a thread of its own (AI3). Where the model's tokenizer is not known, and while the
 * thread can't count, it estimates, and says so.
 */
export const createTokenCounter = (options: TokenCounterOptions): TokenCounter => {
  const { mostKept = 50_000 } = options
  const worker = new CountingWorker({ ...defaultSettings, ...options })
  const kept = new CountsKept(mostKept)

  const counted = async (encoding: Encoding, texts: readonly string[], signal: AbortSignal | undefined) => {
    const keys = texts.map(text => CountsKept.keyOf(encoding, text))
    const tokens = keys.map(key => kept.get(key))
    const missing = tokens.flatMap((count, at) => (count === undefined ? [at] : []))
    if (missing.length === 0) return { tokens: tokens as number[], estimated: false }
    const fresh = await untilAborted(
      worker.count(
        encoding,
        missing.map(at => texts[at] ?? ''),
      ),
      signal,
    )
    missing.forEach((at, place) => {
      const count = fresh?.[place]
      tokens[at] = count ?? estimateTokens(texts[at] ?? '')
      if (count !== undefined) kept.set(keys[at] ?? '', count)
    })
    return { tokens: tokens as number[], estimated: fresh === null }
  }

  return {
    async count(model, texts, signal) {
      signal?.throwIfAborted()
      const encoding = encodingOf(model)
      if (encoding === null) return { tokens: texts.map(estimateTokens), estimated: true }
      return counted(encoding, texts, signal)
    },
    close: () => worker.close(),
  }
}
