import { describe, expect, it } from 'vitest'
import { SliceLength } from './slice-length.ts'

describe('the length of a slice', () => {
  it('SE6 shrinks while frames take long and grows while they do not, within bounds', () => {
    const length = new SliceLength()
    let now = 1_000
    const after = (gap: number): number => {
      now += gap
      return length.at(now)
    }
    const first = after(0)
    expect(after(100)).toBe(first / 2)
    for (let frame = 0; frame < 20; frame++) after(500)
    expect(after(30)).toBe(500)
    expect(after(16)).toBe(1_000)
    for (let frame = 0; frame < 20; frame++) after(16)
    expect(after(16)).toBe(8_000)
  })
})
