import type { AdminProject, CommandName } from '@chat-view/protocol'
import { rateRule } from '../domain/rate-rule.ts'
import { CodedError } from '../ports/coded-error.ts'
import type { RateLimiter, RateRule } from '../ports/rate-limiter.ts'

/** How often a user may ask for an answer, unless their project says otherwise (`RATE_LIMIT_SEND`). */
export interface SendLimit {
  readonly limiter: RateLimiter
  readonly rule: RateRule
}

const asking: ReadonlySet<CommandName> = new Set(['sendMessage', 'editMessage', 'regenerate', 'continue'])

/** Counts what asks for an answer, over both doors (SE5). @throws rate_limited */
export const takeSendLimit = async (
  { limiter, rule }: SendLimit,
  name: CommandName,
  args: object,
  userId: string,
  project: AdminProject,
): Promise<void> => {
  const asks = asking.has(name) || (name === 'createThread' && 'message' in args)
  if (!asks) return
  const own = project.settings.sendLimit
  const verdict = await limiter.take(`send:${userId}`, (own === null ? null : rateRule(own)) ?? rule)
  if (!verdict.allowed) {
    throw new CodedError('rate_limited', { detail: 'Too many messages', retryAfter: verdict.retryAfter })
  }
}
