import type { AdminProject, CommandName } from '@chat-view/protocol'
import { rateRule } from '../domain/rate-rule.ts'
import { CodedError } from '../ports/coded-error.ts'
import type { RateLimiter, RateRule } from '../ports/rate-limiter.ts'

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
}

/** As of requests: a project may do as much as this many of its users. */
const usersOfProject = 100

const asking: ReadonlySet<CommandName> = new Set(['sendMessage', 'editMessage', 'regenerate', 'continue'])

/** Does a command ask for an answer? */
const asks = (name: CommandName, args: object): boolean =>
  asking.has(name) || (name === 'createThread' && 'message' in args)

const takesOf = (rule: RateRule, { userId, project, address }: Asking): [key: string, rule: RateRule][] => {
  const own = project.settings.sendLimit === null ? null : rateRule(project.settings.sendLimit)
  const each = own ?? rule
  const all = { ...each, count: each.count * usersOfProject }
  // Visitors cost nothing, an address does. Where a project has a rate of its own, that counts what is asked of it alone.
  const place = own ? `${project.id}:${address}` : address
  const ofAddress: [string, RateRule][] = address === undefined ? [] : [[`send:address:${place}`, each]]
  return [...ofAddress, [`send:${userId}`, each], [`send:project:${project.id}`, all]]
}

/** Counts what asks for an answer by address, user and project, over both doors (SE5). @throws rate_limited */
export const takeSendLimit = async (
  { limiter, rule }: SendLimit,
  name: CommandName,
  args: object,
  who: Asking,
): Promise<void> => {
  if (!asks(name, args)) return
  for (const [key, most] of takesOf(rule, who)) {
    const { allowed, retryAfter } = await limiter.take(key, most)
    if (!allowed) throw new CodedError('rate_limited', { detail: 'Too many messages', retryAfter })
  }
}
