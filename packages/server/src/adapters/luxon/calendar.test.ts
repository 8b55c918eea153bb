import fc from 'fast-check'
import { expect, it } from 'vitest'
import { calendar } from './calendar.ts'

const at = (text: string): number => Date.parse(text)
const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Pacific/Apia', 'America/Sao_Paulo']

it('AI7.3 a day begins at midnight of the project’s time zone', () => {
  expect(calendar.period('day', at('2026-01-15T23:30:00Z'), 'Europe/Berlin')).toEqual({
    startsAt: at('2026-01-15T23:00:00Z'),
    endsAt: at('2026-01-16T23:00:00Z'),
  })
  expect(calendar.dayOf(at('2026-01-15T23:30:00Z'), 'Europe/Berlin')).toBe('2026-01-16')
})

it('AI7.3 a day has 23 or 25 hours where clocks are put forward or back', () => {
  const hours = (day: string): number => {
    const { startsAt, endsAt } = calendar.period('day', at(`${day}T12:00:00Z`), 'Europe/Berlin')
    return (endsAt - startsAt) / 3_600_000
  }
  expect(hours('2026-03-29')).toBe(23)
  expect(hours('2026-10-25')).toBe(25)
})

it('AI7.3 a month and a minute begin where the calendar says', () => {
  const moment = at('2026-02-10T10:20:30.456Z')
  expect(calendar.period('month', moment, 'America/New_York')).toEqual({
    startsAt: at('2026-02-01T05:00:00Z'),
    endsAt: at('2026-03-01T05:00:00Z'),
  })
  expect(calendar.period('minute', moment, 'Asia/Kolkata')).toEqual({
    startsAt: at('2026-02-10T10:20:00Z'),
    endsAt: at('2026-02-10T10:21:00Z'),
  })
})

it('AI7.10 days are listed whole, without a gap, and what is no day is none', () => {
  const days = calendar.days('2026-03-28', '2026-03-30', 'Europe/Berlin')
  expect(days?.map(({ key }) => key)).toEqual(['2026-03-28', '2026-03-29', '2026-03-30'])
  expect(days?.[1]).toEqual({
    key: '2026-03-29',
    ...calendar.period('day', at('2026-03-29T12:00:00Z'), 'Europe/Berlin'),
  })
  expect(calendar.days('2026-02-30', '2026-03-01', 'UTC')).toBeNull()
  expect(calendar.days('2026-03-02', '2026-03-01', 'UTC')).toBeNull()
  expect(calendar.days('0001-01-01', '2026-03-01', 'UTC')).toBeNull()
})

it('AI7.3 whatever the moment and the zone, it lies in its period, and the next one begins where that ends', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 4_000_000_000_000 }),
      fc.constantFrom(...zones),
      fc.constantFrom('minute' as const, 'day' as const, 'month' as const),
      (moment, zone, period) => {
        const { startsAt, endsAt } = calendar.period(period, moment, zone)
        expect(startsAt).toBeLessThanOrEqual(moment)
        expect(endsAt).toBeGreaterThan(moment)
        expect(calendar.period(period, startsAt, zone).startsAt).toBe(startsAt)
        expect(calendar.period(period, endsAt, zone).startsAt).toBe(endsAt)
      },
    ),
    { numRuns: 500 },
  )
})
