import { calendarDays, sameYear } from './calendar.ts'
import { madeOnce } from './made-once.ts'

/** How a language writes points in time. All are milliseconds since 1970, in the reader's own time zone. */
export interface Dates {
  /** `14:02`. */
  time(at: number): string
  /** For a mark between messages: `Today`, `Yesterday`, or the weekday and day, with the year if it is another. */
  day(at: number, now: number): string
  /** Day and time: `19 Nov, 13:58`. */
  timestamp(at: number): string
}

export function createDates(tag: string): Dates {
  const format = (options: Intl.DateTimeFormatOptions) => madeOnce(() => new Intl.DateTimeFormat(tag, options))
  const time = format({ hour: '2-digit', minute: '2-digit' })
  const longDay = format({ weekday: 'long', day: 'numeric', month: 'long' })
  const longDayYear = format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
  const timestamp = format({ day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' })
  const named = madeOnce(() => new Intl.RelativeTimeFormat(tag, { numeric: 'auto' }))

  return {
    time: at => time().format(at),
    day(at, now) {
      const age = calendarDays(at, now)
      if (age === 0 || age === 1) return capitalised(named().format(-age, 'day'), tag)
      return (sameYear(at, now) ? longDay : longDayYear)().format(at)
    },
    timestamp: at => timestamp().format(at),
  }
}

function capitalised(text: string, tag: string): string {
  const [first = ''] = text
  return first.toLocaleUpperCase(tag) + text.slice(first.length)
}
