import type { RateRule } from '../ports/rate-limiter.ts'

const unitMs = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const

/** Reads a rate as projects write it, such as `30/1m`; null when it is none. */
export const rateRule = (text: string): RateRule | null => {
  const [, count, window, unit] = /^(\d+)\/(\d+)([smhd])$/.exec(text) ?? []
  if (count === undefined || window === undefined || unit === undefined) return null
  const windowMs = Number(window) * unitMs[unit as keyof typeof unitMs]
  return windowMs > 0 ? { count: Number(count), windowMs } : null
}
