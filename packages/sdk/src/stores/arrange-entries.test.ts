import type { ThreadEntry } from '@chat-view/protocol'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { arrangeEntries, placeEntry } from './arrange-entries.ts'

const entry = (id: string, lastActivityAt: number, pinned: boolean): ThreadEntry => ({
  id,
  version: 1,
  seq: 1,
  title: null,
  archivedAt: null,
  createdAt: 0,
  lastActivityAt,
  messageCount: 0,
  totalTokens: 0,
  role: 'owner',
  pinned,
  readSeq: 0,
  unread: false,
})

const entries = fc.array(
  fc.tuple(fc.nat(6), fc.nat(9), fc.boolean()).map(([id, at, pinned]) => entry(`t${id}`, at, pinned)),
)

describe('arrangeEntries', () => {
  it('ST5 pinned first, then newest activity, then id; each thread once, as it was told last', () => {
    fc.assert(
      fc.property(entries, list => {
        const arranged = arrangeEntries(list)
        expect(arranged.map(({ id }) => id).sort()).toEqual([...new Set(list.map(({ id }) => id))].sort())
        for (const item of arranged) expect(item).toBe(list.findLast(({ id }) => id === item.id))
        const rank = ({ pinned, lastActivityAt, id }: ThreadEntry) => [pinned ? 1 : 0, lastActivityAt, id] as const
        const byRank = [...arranged].sort((one, other) => {
          const [a, b] = [rank(one), rank(other)]
          return b[0] - a[0] || b[1] - a[1] || b[2].localeCompare(a[2])
        })
        expect(arranged).toEqual(byRank)
      }),
    )
  })

  it('ST5 a list that goes on leaves out what belongs below it', () => {
    const end = entry('a', 3, false)
    const list = [entry('b', 5, false), end]
    expect(placeEntry(list, entry('c', 1, false), end)).toEqual(list)
    expect(placeEntry(list, entry('c', 1, false), undefined)).toHaveLength(3)
    expect(placeEntry(list, entry('c', 4, false), end).map(({ id }) => id)).toEqual(['b', 'c', 'a'])
    expect(placeEntry(list, entry('b', 1, false), end)).toEqual([end])
  })

  it('ST5 a list that goes on keeps its last where that changes in its place, and what comes above the place of its end', () => {
    const end = entry('a', 3, false)
    const read = { ...end, readSeq: 1 }
    expect(placeEntry([entry('b', 5, false), end], read, end)).toEqual([entry('b', 5, false), read])
    expect(placeEntry([entry('b', 5, false)], entry('c', 4, false), end)).toHaveLength(2)
  })
})
