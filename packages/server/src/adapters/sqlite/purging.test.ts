import { expect, it } from 'vitest'
import { purging } from './purging.ts'

it('RT11 what has expired goes in slices, a while after the start, and is looked for again later', () => {
  let time = 0
  const left = [500, 500, 20, 0, 7, 0]
  const taken: number[] = []
  const { rest } = purging(
    () => left.shift() ?? 0,
    () => time,
  )
  for (; time < 3_600_000; time += 500) {
    const before = left.length
    rest()
    if (left.length < before) taken.push(time)
  }
  expect(taken).toEqual([600_000, 601_000, 602_000, 603_000, 1_203_000, 1_204_000])
})
