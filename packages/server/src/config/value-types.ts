import type { LimitScope } from '@chat-view/protocol'
import proxyAddr from 'proxy-addr'
import { z } from 'zod'
import { readLimit } from '../domain/spending/limit-text.ts'

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

/** Addresses of Redis: one, or the seeds of a cluster. */
export const redisAddresses = list.refine(
  addresses => addresses.length > 0 && addresses.every(one => /^rediss?:\/\/[^/?#]+(\/\d{1,3})?$/.test(one)),
  'must be redis://host:6379 or rediss://…, or several of them, separated by commas',
)

/** A rate as `300/1m`: so many in any window of that length. */
export const rate = z
  .string()
  .regex(/^[1-9]\d{0,8}\/[1-9]\d{0,8}(s|m|h|d)$/, 'must be a rate such as 300/1m')
  .transform(text => {
    const [count = '', window = ''] = text.split('/')
    return { count: Number(count), windowMs: toMs(window) }
  })

/** Spend limits of one scope, as `messages:50/day, tokens:200000/day, money:5.00/month`. */
export const spendLimits = (scope: LimitScope) =>
  z.string().transform((text, context) => {
    const limits = text
      .split(',')
      .filter(item => item.trim() !== '')
      .map(item => readLimit(scope, item))
    const good = limits.filter(limit => limit !== null)
    if (good.length === limits.length && good.length > 0) return good
    context.addIssue('must be limits such as messages:50/day, tokens:200000/day, money:5.00/month')
    return z.NEVER
  })

/** Yes or no. */
export const flag = z.enum(['true', 'false'], 'must be true or false').transform(text => text === 'true')

/** A whole number in a range. */
export const wholeNumber = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,10}$/, `must be a whole number from ${min} to ${max}`)
    .transform(Number)
    .refine(value => value >= min && value <= max, `must be a whole number from ${min} to ${max}`)

/** A share of a whole: from 0 to 1. */
export const share = z
  .string()
  .regex(/^(0?\.\d{1,6}|[01](\.0{1,6})?)$/, 'must be a number from 0 to 1')
  .transform(Number)

const headerLine = /^([!#$%&'*+.^_`|~\w-]+)=([^\0\r\n]*)$/

/** Headers of requests as OpenTelemetry writes them: `name=value,name=value`, values percent-encoded. */
export const requestHeaders = list.transform((lines, context) => {
  try {
    return Object.fromEntries(
      lines.map(line => {
        const [, name = '', value = ''] = headerLine.exec(line) ?? []
        if (name === '') throw new URIError()
        return [name, decodeURIComponent(value)]
      }),
    )
  } catch {
    context.addIssue('must be headers such as authorization=Bearer%20abc, x-team=chat')
    return z.NEVER
  }
})

/** An http or https address without a path's trailing slash. */
export const webAddress = z
  .string()
  .refine(
    text => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol),
    'must be an http:// or https:// address',
  )
  .transform(text => text.replace(/\/+$/, ''))

/** Where people reach it: paths are put behind it. */
export const publicAddress = webAddress.refine(text => {
  const { username, password } = new URL(text)
  return !/[?#]/.test(text) && username === '' && password === ''
}, 'must be an address without a user, `?` and `#`')

/** Minute, hour, day of the month, month, day of the week: least and greatest. */
const cronFields = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 7],
] as const

const isCronField = (text: string, [least, greatest]: readonly [number, number]): boolean =>
  text.split(',').every(part => {
    const [, range = '', step] = /^(\*|\d{1,2}(?:-\d{1,2})?)(?:\/(\d{1,2}))?$/.exec(part) ?? []
    if (range === '' || (step !== undefined && Number(step) === 0)) return false
    if (range === '*') return true
    const [from = 0, to = from] = range.split('-').map(Number)
    return from >= least && to <= greatest && from <= to
  })

/** A cron line of five fields, in UTC. */
export const cronLine = z.string().refine(text => {
  const fields = text.split(' ')
  return (
    fields.length === cronFields.length && cronFields.every((bounds, index) => isCronField(fields[index] ?? '', bounds))
  )
}, 'must be a cron line of five fields in UTC, such as 30 3 * * *')
