import type { CommandBusOptions } from '../commands/create-command-bus.ts'
import type { Metrics } from './metrics.ts'

/** Takes how commands end into the metrics, refusals for a limit also among those (OP1). */
export const countCommands =
  (metrics: Pick<Metrics, 'commands' | 'limited'>): NonNullable<CommandBusOptions['observe']> =>
  (command, code, seconds) => {
    metrics.commands.observe({ command, code }, seconds)
    if (code === 'rate_limited') metrics.limited.inc({ limit: 'send' })
    if (code === 'quota_exceeded') metrics.limited.inc({ limit: 'quota' })
  }
