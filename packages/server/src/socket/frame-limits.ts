import { CodedError } from '../ports/coded-error.ts'
import type { Principal } from '../ports/principal.ts'
import { type RateTake, type RateVerdict, refusalOf } from '../ports/rate-limiter.ts'
import type { DoorContext } from './door-context.ts'

/** Whose count an act goes to. */
export interface Counted {
  readonly address: string
  readonly principal: Principal | null
}

type Act = 'connect' | 'frames' | 'subscribe'

type Limiting = Pick<DoorContext, 'limits' | 'rates' | 'settings'>

const takesOf = ({ rates, settings }: Limiting, what: Act, { address, principal }: Counted): RateTake[] => {
  const rules = settings.limits[what]
  const takes: RateTake[] = []
  const take = (whose: string, rule: RateTake['rule']): void => {
    takes.push({ key: `socket:${what}:${whose}`, rule })
  }
  if (!principal) {
    if (rules.address) take(`address:${address}`, rules.address)
    return takes
  }
  const { userId, projectId } = principal
  const { each, all } = rates.of(projectId)
  // An address is counted over all projects, unless the project has a rate of its own, which counts what is done in it alone.
  if (rules.address && each) take(`address:${projectId}:${address}`, each)
  // That of a connection was counted when it came.
  else if (rules.address && what !== 'connect') take(`address:${address}`, rules.address)
  if (rules.user) take(`user:${userId}`, each ?? rules.user)
  if (rules.project) take(`project:${projectId}`, all ?? rules.project)
  return takes
}

const errorOf = (verdicts: readonly RateVerdict[]): CodedError | null => {
  const refused = refusalOf(verdicts)
  return refused && new CodedError('rate_limited', { retryAfter: refused.retryAfter })
}

/**
 * Counts an act against address, user and project, as far as they are known, all of them or none (SE5); what refuses it, or
 * null. A limiter in memory answers at once: then a frame is handled in the turn in which it came.
 */
export const takeLimits = (
  door: Limiting,
  what: Act,
  counted: Counted,
): CodedError | null | Promise<CodedError | null> => {
  const takes = takesOf(door, what, counted)
  if (takes.length === 0) return null
  const verdicts = door.limits.take(takes)
  return verdicts instanceof Promise ? verdicts.then(errorOf) : errorOf(verdicts)
}
