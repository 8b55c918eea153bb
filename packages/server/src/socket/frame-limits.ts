import { CodedError } from '../ports/coded-error.ts'
import type { Principal } from '../ports/principal.ts'
import type { RateLimiter, RateRule, RateVerdict } from '../ports/rate-limiter.ts'
import type { ScopedRules } from './socket-settings.ts'

type Take = readonly [key: string, rule: RateRule]

/** Whose count an act goes to. */
export interface Counted {
  readonly address: string
  readonly principal: Principal | null
}

const takesOf = (what: string, rules: ScopedRules, { address, principal }: Counted): Take[] => {
  const takes: Take[] = []
  if (rules.address) takes.push([`socket:${what}:address:${address}`, rules.address])
  if (rules.user && principal) takes.push([`socket:${what}:user:${principal.userId}`, rules.user])
  if (rules.project && principal) takes.push([`socket:${what}:project:${principal.projectId}`, rules.project])
  return takes
}

const refusalOf = (verdict: RateVerdict): CodedError | null =>
  verdict.allowed ? null : new CodedError('rate_limited', { retryAfter: verdict.retryAfter })

const takeOn = async (limits: RateLimiter, first: Promise<RateVerdict>, rest: Take[]): Promise<CodedError | null> => {
  const refused = refusalOf(await first)
  return refused ?? takeAll(limits, rest)
}

const takeAll = (limits: RateLimiter, takes: Take[]): CodedError | null | Promise<CodedError | null> => {
  for (const [at, [key, rule]] of takes.entries()) {
    const verdict = limits.take(key, rule)
    // A limiter in memory answers at once: then a frame is handled in the turn in which it came.
    if (verdict instanceof Promise) return takeOn(limits, verdict, takes.slice(at + 1))
    const refused = refusalOf(verdict)
    if (refused) return refused
  }
  return null
}

/** Counts an act against address, user and project, as far as they are known (SE5); what refuses it, or null. */
export const takeLimits = (
  limits: RateLimiter,
  what: 'connect' | 'frames' | 'subscribe',
  rules: ScopedRules,
  counted: Counted,
): CodedError | null | Promise<CodedError | null> => takeAll(limits, takesOf(what, rules, counted))
