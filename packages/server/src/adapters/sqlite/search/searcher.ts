import { CodedError } from '../../../ports/coded-error.ts'
import type { SearchQuery, SearchStore } from '../../../ports/search-store.ts'
import type { Writer } from '../write-engine.ts'
import type { SearchVerbs } from './search-engine.ts'

type Found = Awaited<ReturnType<SearchStore['search']>>

/** Searches, one after the other, on whatever thread does them. */
export interface Searcher extends SearchStore {
  /** Refuses what waits, lets what runs end, then lets go of the thread. */
  close(): Promise<void>
}

interface Waiting {
  readonly query: SearchQuery
  resolve(found: Found): void
  reject(error: unknown): void
}

const closed = (): CodedError => new CodedError('store_unavailable', { detail: 'The store is closed' })

/** Most searches that wait: at some milliseconds each, a second's worth. */
const mostWaiting = 64

/** Holds searches back until their turn, so that one that is given up before it costs nothing. Beyond `limit`: overloaded. */
export const createSearcher = (thread: Writer<SearchVerbs>, limit = mostWaiting): Searcher => {
  const waiting = new Set<Waiting>()
  let running = false
  let open = true

  const drain = async (): Promise<void> => {
    if (running) return
    running = true
    for (const next of waiting) {
      waiting.delete(next)
      await thread.call('search', next.query).then(next.resolve, next.reject)
    }
    running = false
  }

  const inTurn = (query: SearchQuery, signal: AbortSignal | undefined): Promise<Found> =>
    new Promise((resolve, reject) => {
      const giveUp = (): void => {
        waiting.delete(entry)
        reject(signal?.reason)
      }
      const done = (): void => signal?.removeEventListener('abort', giveUp)
      const entry: Waiting = {
        query,
        resolve(found) {
          done()
          resolve(found)
        },
        reject(error) {
          done()
          reject(error)
        },
      }
      signal?.addEventListener('abort', giveUp, { once: true })
      waiting.add(entry)
      void drain()
    })

  return {
    async search(query, signal) {
      signal?.throwIfAborted()
      if (!open) throw closed()
      if (waiting.size >= limit) throw new CodedError('overloaded', { detail: 'Too many searches wait', retryAfter: 1 })
      return inTurn(query, signal)
    },
    async close() {
      open = false
      for (const { reject } of waiting) reject(closed())
      waiting.clear()
      await thread.close()
    },
  }
}
