import type { Usage } from '@chat-view/protocol'
import { failureOfStatus, failureWords } from '../../ports/http-failure.ts'
import { type FailureKind, ProviderFailure } from '../../ports/provider-failure.ts'
import { asCount, asList, asObject, asText, type EventFields } from './event-fields.ts'

const sum = (entries: readonly unknown[], field: string): number | null => {
  const counts = entries.flatMap(entry => asCount(asObject(entry)?.[field]) ?? [])
  return counts.length === 0 ? null : counts.reduce((all, count) => all + count, 0)
}

/** What a run consumed, over all of its models; null where the agent doesn't tell. */
export const usageOf = (event: EventFields): Usage | null => {
  const entries = asList(event.usage)
  const usage = {
    input: sum(entries, 'inputTokens'),
    output: sum(entries, 'outputTokens'),
    cached: sum(entries, 'cachedInputTokens'),
  }
  return usage.input === null && usage.output === null ? null : { ...usage, estimated: false }
}

/** Codes are the agent's own: those that many use are told from one another. */
const kindOf = (code: string): FailureKind => {
  if (/^[45]\d\d$/.test(code)) return failureOfStatus(Number(code))
  if (/rate|quota|capacity/i.test(code)) return 'rate'
  if (/auth|api.?key|forbidden/i.test(code)) return 'key'
  if (/context.?length|too.?long/i.test(code)) return 'context-length'
  return /timeout|timed.?out/i.test(code) ? 'timeout' : 'unavailable'
}

/** A run that failed. The agent's own words stay in the cause: they can quote the request. */
export const runFailure = (event: EventFields): ProviderFailure => {
  const kind = kindOf(asText(event.code))
  return new ProviderFailure(kind, {
    detail: `${failureWords[kind]}: the agent’s run failed`,
    cause: new Error(asText(event.message)),
  })
}

/** What an agent that was interrupted asks for: it is shown, and the user's next message answers it. */
export const questionsOf = (event: EventFields): string => {
  const outcome = asObject(event.outcome)
  if (outcome?.type !== 'interrupt') return ''
  return asList(outcome.interrupts)
    .map(interrupt => asText(asObject(interrupt)?.message))
    .filter(Boolean)
    .join('\n\n')
}

export const wasCancelled = (event: EventFields): boolean => asObject(event.outcome)?.type === 'cancelled'
