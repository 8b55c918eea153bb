import { calendarDays, sameYear } from './calendar.ts'
import { madeOnce } from './made-once.ts'
import type { StringKey } from './strings.ts'

/** How a language writes what a first conversation does not: points in time are milliseconds since 1970. */
export interface LaterFormats {
  /** For a row: the time today, the weekday within a week, the day within the year, else the year. */
  shortDate(at: number, now: number): string
  /** A moment to come, or past, from now: `in 9 hours`. */
  relative(at: number, now: number): string
  /** A share between 0 and 1, without decimals. */
  percent(share: number): string
  /** A size in bytes, in the largest unit that leaves at least one. */
  bytes(size: number): string
  /** Time that is left, in milliseconds, as on a clock: `0:42`. Rounded up, never below zero. */
  countdown(milliseconds: number): string
}

/** Codes that mean the same to a person as another. */
export const sameWords: Readonly<Record<string, StringKey>> = {
  invalid_json: 'error.invalid_request',
  invalid_frame: 'error.invalid_request',
  invalid_cursor: 'error.invalid_request',
  method_not_allowed: 'error.invalid_request',
  idempotency_mismatch: 'error.invalid_request',
  state_conflict: 'error.conflict',
  token_invalid: 'error.token_expired',
  store_unavailable: 'error.unavailable',
  overloaded: 'error.unavailable',
  shutting_down: 'error.unavailable',
  closed: 'connection.closed',
}

const steps = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
] as const

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const

export function createLaterFormats(tag: string): LaterFormats {
  const date = (options: Intl.DateTimeFormatOptions) => madeOnce(() => new Intl.DateTimeFormat(tag, options))
  const digits = (options: Intl.NumberFormatOptions) => madeOnce(() => new Intl.NumberFormat(tag, options))
  const time = date({ hour: '2-digit', minute: '2-digit' })
  const weekday = date({ weekday: 'short' })
  const dayOfYear = date({ day: 'numeric', month: 'short' })
  const year = date({ year: 'numeric' })
  const counted = madeOnce(() => new Intl.RelativeTimeFormat(tag, { numeric: 'always' }))
  const plain = digits({})
  const percent = digits({ style: 'percent', maximumFractionDigits: 0 })
  const twoDigits = digits({ minimumIntegerDigits: 2, useGrouping: false })

  return {
    shortDate(at, now) {
      const age = calendarDays(at, now)
      if (age === 0) return time().format(at)
      if (age > 0 && age < 7) return weekday().format(at)
      return (sameYear(at, now) ? dayOfYear : year)().format(at)
    },
    relative(at, now) {
      const gap = at - now
      const [unit, size] = steps.find(([, step]) => Math.abs(gap) >= step) ?? steps[3]
      return counted().format(Math.round(gap / size), unit)
    },
    percent: share => percent().format(share),
    bytes(size) {
      let step = 0
      let value = Math.max(0, size)
      while (value >= 999.5 && step < units.length - 1) {
        value /= 1000
        step += 1
      }
      const maximumFractionDigits = step > 0 && value < 99.95 ? 1 : 0
      const unit = units[step] ?? 'byte'
      return new Intl.NumberFormat(tag, { style: 'unit', unit, maximumFractionDigits }).format(value)
    },
    countdown(milliseconds) {
      const seconds = Math.max(0, Math.ceil(milliseconds / 1000))
      const minutes = Math.floor(seconds / 60)
      const tail = twoDigits().format(seconds % 60)
      if (minutes < 60) return `${plain().format(minutes)}:${tail}`
      return `${plain().format(Math.floor(minutes / 60))}:${twoDigits().format(minutes % 60)}:${tail}`
    },
  }
}
