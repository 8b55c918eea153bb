import { DateTime, Interval } from 'luxon'
import type { Calendar } from '../../ports/calendar.ts'

const iso = 'yyyy-MM-dd'

/** More days than anybody asks for at once; the list is made as a whole. */
const mostDays = 10_000

/** By luxon, which knows the zones that the runtime knows. */
export const calendar: Calendar = {
  period(period, at, timeZone) {
    const start = DateTime.fromMillis(at, { zone: timeZone }).startOf(period)
    // The end is looked for again: where clocks are put back, a day may have two hours of one name at its beginning.
    const endsAt = start
      .plus({ [period]: 1 })
      .startOf(period)
      .toMillis()
    return { startsAt: start.toMillis(), endsAt: Math.max(endsAt, at + 1) }
  },
  dayOf: (at, timeZone) => DateTime.fromMillis(at, { zone: timeZone }).toFormat(iso),
  days(from, to, timeZone) {
    const [first, last] = [from, to].map(day => DateTime.fromFormat(day, iso, { zone: timeZone }))
    if (!first?.isValid || !last?.isValid || first > last || last.diff(first, 'days').days > mostDays) return null
    return Interval.fromDateTimes(first, last.plus({ days: 1 }))
      .splitBy({ days: 1 })
      .flatMap(({ start, end }) => {
        if (start === null || end === null) return []
        return [
          {
            key: start.toFormat(iso),
            startsAt: start.startOf('day').toMillis(),
            endsAt: end.startOf('day').toMillis(),
          },
        ]
      })
  },
}
