import { describe, expect, it } from 'vitest'
import type { SearchQuery } from '../../../ports/search-store.ts'
import { codeOf } from '../../../testing/store-contract/coded.ts'
import type { Writer } from '../write-engine.ts'
import type { SearchVerbs } from './search-engine.ts'
import { createSearcher } from './searcher.ts'

const query = (term: string): SearchQuery => ({ userId: 'u', terms: [term], prefix: false, limit: 1 })
const nothing = { hits: [], more: false }

/** A thread that searches when it is told to, and remembers for what. */
const scriptedThread = () => {
  const asked: string[] = []
  const steps: ((error?: Error) => void)[] = []
  const thread: Writer<SearchVerbs> = {
    call: (_verb, asking) => {
      asked.push((asking as SearchQuery).terms[0] ?? '')
      return new Promise((resolve, reject) => {
        steps.push(error => (error ? reject(error) : resolve(nothing)))
      }) as never
    },
    close: async () => {
      asked.push('closed')
    },
  }
  const next = (error?: Error) => steps.shift()?.(error)
  return { thread, asked, next }
}

describe('searcher', () => {
  it('ST6 searches run one after the other, and a failed one stands in nobody’s way', async () => {
    const { thread, asked, next } = scriptedThread()
    const searcher = createSearcher(thread)
    const [one, two] = [searcher.search(query('one')), searcher.search(query('two'))]
    expect(asked).toEqual(['one'])
    next(new Error('broken'))
    await expect(one).rejects.toThrow('broken')
    next()
    await expect(two).resolves.toEqual(nothing)
    expect(asked).toEqual(['one', 'two'])
  })

  it('ST6 what is given up before its turn is never searched for, and what runs is not waited for', async () => {
    const { thread, asked, next } = scriptedThread()
    const searcher = createSearcher(thread)
    const [first, second] = [new AbortController(), new AbortController()]
    const one = searcher.search(query('one'), first.signal)
    const two = searcher.search(query('two'), second.signal)
    const three = searcher.search(query('three'))
    second.abort(new Error('gone'))
    await expect(two).rejects.toThrow('gone')
    first.abort(new Error('gone too'))
    await expect(one).rejects.toThrow('gone too')
    next()
    await expect.poll(() => asked).toEqual(['one', 'three'])
    next()
    await expect(three).resolves.toEqual(nothing)
  })

  it('ST6 too many that wait are refused', async () => {
    const { thread, next } = scriptedThread()
    const searcher = createSearcher(thread, 1)
    const running = searcher.search(query('one'))
    const waiting = searcher.search(query('two'))
    expect(await codeOf(searcher.search(query('three')))).toBe('overloaded')
    next()
    await running
    next()
    await waiting
  })

  it('ST6 closing refuses what waits and what comes, then lets go of the thread', async () => {
    const { thread, asked, next } = scriptedThread()
    const searcher = createSearcher(thread)
    const running = searcher.search(query('one'))
    const waiting = searcher.search(query('two'))
    const closing = searcher.close()
    expect(await codeOf(waiting)).toBe('store_unavailable')
    expect(await codeOf(searcher.search(query('three')))).toBe('store_unavailable')
    next()
    await Promise.all([running, closing])
    expect(asked).toEqual(['one', 'closed'])
  })
})
