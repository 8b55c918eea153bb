import proxyAddr from 'proxy-addr'
import { z } from 'zod'

const unitMs = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const

const toMs = (text: string): number => {
  const [, count = '', unit = 'ms'] = /^(\d+)(ms|s|m|h|d)$/.exec(text) ?? []
  return Number(count) * unitMs[unit as keyof typeof unitMs]
}

/** A time span as `500ms`, `10s`, `10m`, `2h`; read as milliseconds. */
export const duration = z
  .string()
  .regex(/^\d{1,9}(ms|s|m|h|d)$/, 'must be a time span such as 500ms, 10s or 10m')
  .transform(toMs)

/** A comma-separated list without blanks. */
export const list = z.string().transform(text =>
  text
    .split(',')
    .map(item => item.trim())
    .filter(Boolean),
)

/** Longest wait of a timer; a longer one would be over at once. */
const longestMs = 2 ** 31 - 1

/** A time span that a timer waits for: at least `leastMs`, and no more than timers can. */
export const timerSpan = (leastMs: number) =>
  duration.refine(ms => ms >= leastMs && ms <= longestMs, `must be a time span from ${leastMs}ms to 24d`)

/** Proxies that are believed: a number of hops, or networks, each an address, a range, or a name such as `loopback`. */
export const proxies = list.refine(parts => {
  const [only = ''] = parts
  if (parts.length === 1 && /^\d{1,2}$/.test(only)) return true
  try {
    proxyAddr.compile([...parts])
    return parts.length > 0
  } catch {
    return false
  }
}, 'must be a number of hops, or networks such as 10.0.0.0/8, loopback')

/** A rate as `300/1m`: so many in any window of that length. */
export const rate = z
  .string()
  .regex(/^[1-9]\d{0,8}\/[1-9]\d{0,8}(s|m|h|d)$/, 'must be a rate such as 300/1m')
  .transform(text => {
    const [count = '', window = ''] = text.split('/')
    return { count: Number(count), windowMs: toMs(window) }
  })

/** A whole number in a range. */
export const wholeNumber = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,10}$/, `must be a whole number from ${min} to ${max}`)
    .transform(Number)
    .refine(value => value >= min && value <= max, `must be a whole number from ${min} to ${max}`)

/** An http or https address without a path's trailing slash. */
export const webAddress = z
  .string()
  .refine(
    text => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol),
    'must be an http:// or https:// address',
  )
  .transform(text => text.replace(/\/+$/, ''))
