import type { ThreadEntry } from '@chat-view/sdk'
import { expect } from 'chai'
import fc from 'fast-check'
import { threadGroups } from './thread-groups.ts'

const thread = (id: string, lastActivityAt: number, pinned = false): ThreadEntry => ({
  id,
  version: 1,
  seq: 1,
  title: id,
  archivedAt: null,
  createdAt: 0,
  lastActivityAt,
  messageCount: 1,
  totalTokens: 0,
  role: 'owner',
  pinned,
  readSeq: 1,
  unread: false,
})

const at = (day: number, hour: number, minute = 0): number => new Date(2026, 10, day, hour, minute).getTime()
const names = (threads: readonly ThreadEntry[], now: number): string[] =>
  threadGroups(threads, now).map(({ name, threads: members }) => `${name}: ${members.map(({ id }) => id).join()}`)

describe('threadGroups', () => {
  it('CV1 puts pinned threads first, then those of today, of yesterday and earlier, by the reader’s midnight', () => {
    const now = at(20, 0, 5)
    const threads = [
      thread('a', at(10, 9), true),
      thread('b', at(20, 0, 1)),
      thread('c', at(19, 23, 59)),
      thread('d', at(19, 0)),
      thread('e', at(18, 23, 59)),
    ]
    expect(names(threads, now)).to.deep.equal(['pinned: a', 'today: b', 'yesterday: c,d', 'earlier: e'])
    expect(names(threads.slice(4), now)).to.deep.equal(['earlier: e'])
    expect(names([], now)).to.deep.equal([])
  })

  it('CV1 loses no thread, doubles none, and keeps their order', () => {
    const entry = fc.record({ when: fc.integer({ min: at(1, 0), max: at(28, 0) }), pinned: fc.boolean() })
    fc.assert(
      fc.property(
        fc.array(entry, { maxLength: 30 }),
        fc.integer({ min: at(10, 0), max: at(28, 0) }),
        (entries, now) => {
          const threads = entries.map(({ when, pinned }, index) => thread(String(index), when, pinned))
          const groups = threadGroups(threads, now)
          const ids = groups.flatMap(({ threads: members }) => members.map(({ id }) => Number(id)))
          expect(ids.toSorted((one, other) => one - other)).to.deep.equal(threads.map(({ id }) => Number(id)))
          for (const { threads: members } of groups) {
            const order = members.map(({ id }) => Number(id))
            expect(order).to.deep.equal(order.toSorted((one, other) => one - other))
          }
        },
      ),
    )
  })
})
