/** How a language writes points in time. All are milliseconds since 1970, in the reader's own time zone. */
export interface Dates {
  /** `14:02`. */
  time(at: number): string
  /** For a row: the time today, the weekday within a week, the day within the year, else the year. */
  shortDate(at: number, now: number): string
  /** For a mark between messages: `Today`, `Yesterday`, or the weekday and day, with the year if it is another. */
  day(at: number, now: number): string
  /** Day and time: `19 Nov, 13:58`. */
  timestamp(at: number): string
  /** A moment to come, or past, from now: `in 9 hours`. */
  relative(at: number, now: number): string
}

const steps = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
] as const

export function createDates(tag: string): Dates {
  const format = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => new Intl.DateTimeFormat(tag, options)
  const time = format({ hour: '2-digit', minute: '2-digit' })
  const weekday = format({ weekday: 'short' })
  const dayOfYear = format({ day: 'numeric', month: 'short' })
  const year = format({ year: 'numeric' })
  const longDay = format({ weekday: 'long', day: 'numeric', month: 'long' })
  const longDayYear = format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
  const timestamp = format({ day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' })
  const named = new Intl.RelativeTimeFormat(tag, { numeric: 'auto' })
  const counted = new Intl.RelativeTimeFormat(tag, { numeric: 'always' })

  return {
    time: at => time.format(at),
    shortDate(at, now) {
      const age = calendarDays(at, now)
      if (age === 0) return time.format(at)
      if (age > 0 && age < 7) return weekday.format(at)
      return (sameYear(at, now) ? dayOfYear : year).format(at)
    },
    day(at, now) {
      const age = calendarDays(at, now)
      if (age === 0 || age === 1) return capitalised(named.format(-age, 'day'), tag)
      return (sameYear(at, now) ? longDay : longDayYear).format(at)
    },
    timestamp: at => timestamp.format(at),
    relative(at, now) {
      const gap = at - now
      const [unit, size] = steps.find(([, step]) => Math.abs(gap) >= step) ?? steps[3]
      return counted.format(Math.round(gap / size), unit)
    },
  }
}

/** Whole calendar days from `at` to `now`, by the reader's midnight, also where a day has 23 or 25 hours. */
function calendarDays(at: number, now: number): number {
  return Math.round((startOfDay(now) - startOfDay(at)) / 86_400_000)
}

function startOfDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0)
}

function sameYear(at: number, now: number): boolean {
  return new Date(at).getFullYear() === new Date(now).getFullYear()
}

function capitalised(text: string, tag: string): string {
  const [first = ''] = text
  return first.toLocaleUpperCase(tag) + text.slice(first.length)
}
