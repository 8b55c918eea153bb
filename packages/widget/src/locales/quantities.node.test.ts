import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createLaterFormats } from './later-formats.ts'
import { createQuantities } from './quantities.ts'

const { list, span } = createQuantities('en-GB')
const { bytes, countdown, percent } = createLaterFormats('en-GB')

describe('quantities', () => {
  it('EM10 writes sizes in a unit that reads well', () => {
    expect([0, 999, 1000, 8_400_000, 20_000_000, 999_950, 1e15].map(bytes)).toEqual([
      '0 byte',
      '999 byte',
      '1 kB',
      '8.4 MB',
      '20 MB',
      '1 MB',
      '1,000 TB',
    ])
  })

  it('UX6 counts down as a clock does, never early and never below zero', () => {
    expect([42_000, 41_001, 0, -5, 600_000, 3_661_000].map(countdown)).toEqual([
      '0:42',
      '0:42',
      '0:00',
      '0:00',
      '10:00',
      '1:01:01',
    ])
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3_599_000 }), left => {
        const [minutes = 0, seconds = 0] = countdown(left).split(':').map(Number)
        expect((minutes * 60 + seconds) * 1000 - left).toBeGreaterThanOrEqual(0)
        expect((minutes * 60 + seconds) * 1000 - left).toBeLessThan(1000)
      }),
    )
  })

  it('EM10 writes spans, shares and lists', () => {
    expect([8000, 400, 59_400, 119_000].map(span)).toEqual(['8s', '0s', '59s', '2m'])
    expect(percent(0.824)).toBe('82%')
    expect(list(['Mara', 'Jon', 'Ada'])).toBe('Mara, Jon and Ada')
  })
})
