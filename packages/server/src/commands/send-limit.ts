import type { AdminProject, CommandName } from '@chat-view/protocol'
import { allOf, ownRates } from '../domain/project-rates.ts'
import { CodedError } from '../ports/coded-error.ts'
import { type RateLimiter, type RateRule, type RateTake, refusalOf } from '../ports/rate-limiter.ts'

/** How often a user, and all at one address, may ask for answers, unless their project says otherwise (`RATE_LIMIT_SEND`). */
export interface SendLimit {
  readonly limiter: RateLimiter
  readonly rule: RateRule
}

/** Who asks for an answer. */
export interface Asking {
  readonly userId: string
  readonly project: AdminProject
  /** As limits count it; absent: nobody at an address asks. */
  readonly address: string | undefined
  /** By which copies of the same command are known, so that all nodes together count them once; null: it has none. */
  readonly copy: string | null
}

const asking: ReadonlySet<CommandName> = new Set(['sendMessage', 'editMessage', 'regenerate', 'continue'])

/** Does a command ask for an answer? */
const asks = (name: CommandName, args: object): boolean =>
  asking.has(name) || (name === 'createThread' && 'message' in args)

const takesOf = (rule: RateRule, { userId, project, address }: Asking): RateTake[] => {
  const own = ownRates('send', project.settings)
  const each = own.each ?? rule
  // Visitors cost nothing, an address does. Where a project has a rate of its own, that counts what is asked of it alone.
  const place = own.each ? `${project.id}:${address}` : address
  return [
    ...(address === undefined ? [] : [{ key: `send:address:${place}`, rule: each }]),
    { key: `send:${userId}`, rule: each },
    { key: `send:project:${project.id}`, rule: own.all ?? allOf('send', each) },
  ]
}

/** Counts what asks for an answer by address, user and project, over both doors (SE5). @throws rate_limited */
export const takeSendLimit = async (
  { limiter, rule }: SendLimit,
  name: CommandName,
  args: object,
  who: Asking,
): Promise<void> => {
  if (!asks(name, args)) return
  const refused = refusalOf(await limiter.take(takesOf(rule, who), who.copy ?? undefined))
  if (refused) throw new CodedError('rate_limited', { detail: 'Too many messages', retryAfter: refused.retryAfter })
}
