import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createDates } from './dates.ts'
import { createLaterFormats } from './later-formats.ts'

const { day, time, timestamp } = createDates('en-GB')
const { relative, shortDate } = createLaterFormats('en-GB')
const now = new Date(2026, 10, 21, 14, 2).getTime()
const at = (year: number, month: number, date: number, hour = 9, minute = 12): number =>
  new Date(year, month - 1, date, hour, minute).getTime()

describe('dates', () => {
  it('UX6 shorten with distance: time, weekday, day, year', () => {
    expect(
      [at(2026, 11, 21), at(2026, 11, 19), at(2026, 11, 12), at(2025, 12, 30)].map(when => shortDate(when, now)),
    ).toEqual(['09:12', 'Thu', '12 Nov', '2025'])
    expect(time(now)).toBe('14:02')
    expect(timestamp(at(2026, 11, 19, 13, 58))).toBe('19 Nov, 13:58')
  })

  it('UX6 name today and yesterday by the reader’s midnight', () => {
    expect(day(at(2026, 11, 21, 0, 0), now)).toBe('Today')
    expect(day(at(2026, 11, 20, 23, 59), now)).toBe('Yesterday')
    expect(day(at(2026, 11, 19), now)).toMatch(/^Thursday,? 19 November$/)
    expect(day(at(2025, 3, 4), now)).toMatch(/^Tuesday,? 4 March 2025$/)
    expect(createDates('de').day(now, now)).toBe('Heute')
  })

  it('UX6 tell what is to come in the largest unit that fits', () => {
    expect(relative(now + 9 * 3_600_000, now)).toBe('in 9 hours')
    expect(relative(now + 42_000, now)).toBe('in 42 seconds')
    expect(relative(now - 2 * 86_400_000, now)).toBe('2 days ago')
    fc.assert(
      fc.property(fc.integer({ min: 1000, max: 1e12 }), gap => {
        expect(relative(now + gap, now)).toMatch(/^in [\d,]+ (second|minute|hour|day)s?$/)
        expect(relative(now - gap, now)).toMatch(/^[\d,]+ (second|minute|hour|day)s? ago$/)
      }),
    )
  })
})
