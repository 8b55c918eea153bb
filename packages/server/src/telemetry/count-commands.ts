import type { CommandName } from '@chat-view/protocol'
import type { Metrics } from './metrics.ts'

/** Takes how commands end into the metrics, refusals for a limit also among those (OP1). */
export const countCommands =
  (metrics: Pick<Metrics, 'commands' | 'limited'>) =>
  (command: CommandName, code: string, seconds: number): void => {
    metrics.commands.observe({ command, code }, seconds)
    if (code === 'rate_limited') metrics.limited.inc({ limit: 'send' })
    if (code === 'quota_exceeded') metrics.limited.inc({ limit: 'quota' })
  }
