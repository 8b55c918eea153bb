import type { LimitPeriod, LimitScope, LimitUnit, SpendLimit } from '@chat-view/protocol'

const scopes: ReadonlySet<string> = new Set<LimitScope>(['visitor', 'user', 'project'])
const form = /^(messages|tokens|money):(\d{1,15})(?:\.(\d{1,6}))?\/(minute|day|month)$/

/** Millionths of the currency. */
const moneyOf = (whole: string, fraction: string): number => Number(whole) * 1_000_000 + Number(fraction.padEnd(6, '0'))

/**
 * Reads a limit as operators write it: `messages:50/day`, `tokens:200000/day`, `money:5.00/month` (in the currency of the
 * prices). Null when it is none.
 */
export const readLimit = (scope: LimitScope, text: string): SpendLimit | null => {
  const [, unit, whole, fraction, period] = form.exec(text.trim()) ?? []
  if (unit === undefined || whole === undefined || period === undefined) return null
  if (unit !== 'money' && fraction !== undefined) return null
  const limit = unit === 'money' ? moneyOf(whole, fraction ?? '') : Number(whole)
  if (!Number.isSafeInteger(limit)) return null
  return { scope, unit: unit as LimitUnit, period: period as LimitPeriod, limit }
}

/** The same with its scope before it: `user:messages:50/day`. */
export const readScopedLimit = (text: string): SpendLimit | null => {
  const [scope = ''] = text.trim().split(':', 1)
  return scopes.has(scope) ? readLimit(scope as LimitScope, text.trim().slice(scope.length + 1)) : null
}
