import { expect, it } from 'vitest'
import { growthOf, livesOf, type MemorySample } from './memory-lives.ts'

const minute = 60_000

/** A sample a minute of one process, as its memory is at that minute of its life. */
const life = (pid: number, from: number, minutes: number, bytes: (minute: number) => number): MemorySample[] =>
  Array.from({ length: minutes + 1 }, (_, at) => {
    return { at: (from + at) * minute, node: 0, pid, rss: bytes(at), heap: 2 * bytes(at), held: 3 * bytes(at) }
  })

it('OP9 a line through samples is what grows in an hour, and says how sure it is', () => {
  const straight = [0, 1, 2, 3].map(at => [at * minute, 100 + 5 * at] as const)
  expect(growthOf(straight)).toEqual({ perHour: expect.closeTo(300), error: expect.closeTo(0) })
  const uneven = [0, 1, 2, 3].map(at => [at * minute, 100 + (at % 2)] as const)
  expect(growthOf(uneven).error).toBeGreaterThan(Math.abs(growthOf(uneven).perHour) / 2)
  expect(growthOf(straight.slice(0, 2)).perHour).toBeNaN()
})

it('OP9 a node that was killed begins anew: what it had before is no growth, and neither is warming up', () => {
  // Ten megabytes while it warms up, then one byte a minute; killed, and the same again.
  const bytes = (at: number): number => (at < 5 ? at * 2_000_000 : 10_000_000 + at)
  const samples = [...life(1, 0, 20, bytes), ...life(2, 21, 30, bytes)]
  const lives = livesOf(samples, { warmUpMs: 5 * minute, leastMs: 5 * minute })
  expect(lives.map(({ pid, minutes, rss }) => [pid, minutes, Math.round(rss.perHour)])).toEqual([
    [1, 15, 60],
    [2, 25, 60],
  ])
  expect(lives[0]?.heap.perHour).toBeCloseTo(120)
})

it('OP9 a life that was too short has no slope', () => {
  expect(
    livesOf(
      life(1, 0, 9, at => at),
      { warmUpMs: 5 * minute, leastMs: 5 * minute },
    ),
  ).toEqual([])
})
