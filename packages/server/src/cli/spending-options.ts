import type { AdminProject } from '@chat-view/protocol'
import type { Command } from 'commander'
import { readScopedLimit } from '../domain/spending/limit-text.ts'
import { CodedError } from '../ports/coded-error.ts'

/** What is said of a project's spending (AI7). */
export interface SpendingOptions {
  readonly limit?: readonly string[]
  /** False: `--no-limits`. */
  readonly limits?: boolean
  readonly timeZone?: string
  readonly quotaNotice?: string
  readonly pause?: boolean
  readonly resume?: boolean
}

export const withSpending = (command: Command): Command =>
  command
    .option('--limit <limit...>', 'its spend limits, as user:messages:50/day or project:money:20.00/month')
    .option('--no-limits', 'the limits of the server (QUOTA_*) in place of its own')
    .option('--time-zone <zone>', 'in which days and months of limits begin, as Europe/Berlin')
    .option('--quota-notice <text>', 'what people read when a limit is used up')
    .option('--pause', 'no new answers, and running ones end at once')
    .option('--resume', 'answers again')

const limitOf = (text: string) => {
  const limit = readScopedLimit(text)
  if (limit) return limit
  const message = 'must be a limit such as user:messages:50/day, visitor:tokens:20000/day or project:money:20.00/month'
  throw new CodedError('invalid_request', { detail: message, errors: [{ path: 'limit', message }] })
}

/** The settings that these options change. @throws invalid_request for what is no limit */
export const spendingOf = (options: SpendingOptions): Partial<AdminProject['settings']> => ({
  ...(options.limits === false && { limits: null }),
  ...(options.limit && { limits: options.limit.map(limitOf) }),
  ...(options.timeZone !== undefined && { timeZone: options.timeZone }),
  ...(options.quotaNotice !== undefined && { quotaNotice: options.quotaNotice }),
  ...((options.pause || options.resume) && { paused: options.pause === true }),
})
