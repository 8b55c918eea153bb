/** Whole calendar days from `at` to `now`, by the reader's midnight, also where a day has 23 or 25 hours. */
export function calendarDays(at: number, now: number): number {
  return Math.round((startOfDay(now) - startOfDay(at)) / 86_400_000)
}

/** Are both in one year, by the reader's clock? */
export function sameYear(at: number, now: number): boolean {
  return new Date(at).getFullYear() === new Date(now).getFullYear()
}

function startOfDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0)
}
