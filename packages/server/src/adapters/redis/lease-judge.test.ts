import fc from 'fast-check'
import { expect, it } from 'vitest'
import { LeaseJudge } from './lease-judge.ts'

const lease = 3_000

/** A look that takes no time. */
const look = (judge: LeaseJudge, at: number, there: string[], missing: string[]): void =>
  judge.found(judge.begin(at), at, there, missing)

it('RT5 who was missing for a whole lease time is gone, and not a moment sooner', () => {
  const judge = new LeaseJudge(lease)
  for (const at of [0, 1_000, 2_000, 2_999]) {
    look(judge, at, [], ['a'])
    expect(judge.isGone('a')).toBe(false)
  }
  look(judge, 3_000, [], ['a'])
  expect(judge.isGone('a')).toBe(true)
})

it('RT5 who was seen once begins anew', () => {
  const judge = new LeaseJudge(lease)
  look(judge, 0, [], ['a'])
  look(judge, 2_000, ['a'], [])
  look(judge, 3_000, [], ['a'])
  look(judge, 5_000, [], ['a'])
  expect(judge.isGone('a')).toBe(false)
  look(judge, 6_000, [], ['a'])
  expect(judge.isGone('a')).toBe(true)
})

it('RT5 a connection that broke, and a pause longer than a lease, start everything over', () => {
  const judge = new LeaseJudge(lease)
  for (const at of [0, 2_000]) look(judge, at, [], ['a'])
  judge.broke()
  look(judge, 3_500, [], ['a'])
  expect(judge.isGone('a')).toBe(false)
  for (const at of [5_000, 6_500]) look(judge, at, [], ['a'])
  expect(judge.isGone('a')).toBe(true)
  look(judge, 9_501, [], ['a'])
  expect(judge.isGone('a')).toBe(false)
})

it('RT5 after a break nobody is gone before they had the time to come back', () => {
  const judge = new LeaseJudge(lease, 5_000)
  for (const at of [0, 3_000]) look(judge, at, [], ['a'])
  expect(judge.isGone('a')).toBe(true)
  judge.broke()
  for (const at of [10_000, 12_000, 14_000, 14_999]) {
    look(judge, at, [], ['a'])
    expect(judge.isGone('a')).toBe(false)
  }
  look(judge, 15_000, [], ['a'])
  expect(judge.isGone('a')).toBe(true)
})

it('RT5 a look that began before the connection broke is nothing', () => {
  const judge = new LeaseJudge(lease)
  look(judge, 0, [], ['a'])
  const slow = judge.begin(3_000)
  judge.broke()
  judge.found(slow, 3_100, [], ['a'])
  expect(judge.suspects(3_100)).toEqual([])
})

it('RT5 a look counts from its end at first and from its beginning at last', () => {
  const judge = new LeaseJudge(lease)
  const first = judge.begin(0)
  judge.found(first, 1_500, [], ['a'])
  look(judge, 1_600, [], ['a'])
  const last = judge.begin(4_400)
  judge.found(last, 9_000, [], ['a'])
  expect(judge.isGone('a')).toBe(false)
})

it('RT5 who is asked for no more is forgotten', () => {
  const judge = new LeaseJudge(lease)
  judge.ask(['a'], 0)
  look(judge, 0, [], ['a'])
  expect(judge.suspects(lease)).toEqual(['a'])
  expect(judge.suspects(11 * lease)).toEqual([])
})

it('RT5 nobody who comes back and renews in time is ever gone, whatever breaks and pauses', () => {
  const back = 6_000
  const step = fc.record({ after: fc.integer({ min: 1, max: 4_000 }), breaks: fc.boolean(), missed: fc.boolean() })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), steps => {
      const judge = new LeaseJudge(lease, back)
      let now = 0
      // Its owner lives: once the way is whole it is missing until it has come back, too.
      let missingUntil = 0
      for (const { after, breaks, missed } of steps) {
        now += after
        if (breaks) {
          judge.broke()
          missingUntil = now + back
        }
        const isMissing = missed && now < missingUntil
        look(judge, now, isMissing ? [] : ['a'], isMissing ? ['a'] : [])
        expect(judge.isGone('a')).toBe(false)
      }
    }),
  )
})
