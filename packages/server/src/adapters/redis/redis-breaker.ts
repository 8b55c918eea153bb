import type { Admittance, Breaker, BreakerPass, BreakerState, TrippedBreaker } from '../../ports/breaker.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Logger } from '../../ports/logger.ts'
import { breakerScript, trippedScript } from './breaker-script.ts'
import { Outage } from './limit-outage.ts'
import type { RedisLink } from './redis-link.ts'

export interface RedisBreakerOptions {
  readonly link: Pick<RedisLink, 'key' | 'run'>
  /** Decides while Redis is away: this node's own, in memory. */
  readonly standIn: Breaker
  readonly clock: Clock
  readonly logger: Logger
  /** Failures in a row, of all nodes, that open it. Default 5. */
  readonly failures?: number
  /** Milliseconds for which it opens; doubled with each probe that fails. Default 30 s. */
  readonly openMs?: number
  /** Longest time for which it opens, also when the service asks for more. Default 5 min. */
  readonly maxOpenMs?: number
  /** How long a probe is waited for. Default 1 min. */
  readonly probeMs?: number
  /** Most targets that are remembered; the one that failed longest ago is forgotten first. Default 1000. */
  readonly maxTargets?: number
  /** Told of each change, on the node that made it. */
  readonly changed?: (target: string, from: BreakerState, to: BreakerState) => void
  /** Whose time counts. Default that of Redis: the clocks of nodes may be minutes apart. */
  readonly time?: 'redis' | 'node'
}

interface Step {
  readonly admitted: boolean
  readonly probe: boolean
  readonly waitMs: number
}

/** The breaker of all nodes (AI2): what one of them has found out, none of the others finds out again. */
export const createRedisBreaker = (options: RedisBreakerOptions): Breaker => {
  const { link, standIn, clock, logger, changed, time = 'redis' } = options
  const { failures = 5, openMs = 30_000, maxOpenMs = 300_000, probeMs = 60_000, maxTargets = 1_000 } = options
  const settings = [failures, openMs, maxOpenMs, probeMs, maxTargets]
  const keys = [link.key('breaker', 'all', 'states'), link.key('breaker', 'all', 'order')]
  const outage = new Outage({ what: 'breakers', clock, logger })
  const now = (): number | '' => (time === 'redis' ? '' : clock.now())

  const run = async (
    step: 'admit' | 'succeeded' | 'failed' | 'left',
    { target, probe }: BreakerPass,
    waitMs = 0,
  ): Promise<Step> => {
    const args = [step, target, probe ? 1 : 0, Math.ceil(waitMs), ...settings, now()]
    const said = await link.run(breakerScript, keys, args)
    const [admitted, isProbe, wait, from, to] = said as [number, number, number, BreakerState, BreakerState]
    if (from !== to) changed?.(target, from, to)
    return { admitted: admitted === 1, probe: isProbe === 1, waitMs: wait }
  }

  const told = (shared: () => Promise<unknown>, alone: () => Promise<void>): Promise<void> =>
    outage.run(async () => void (await shared()), alone)

  return {
    admit: target =>
      outage.run(
        async (): Promise<Admittance> => {
          const { admitted, probe, waitMs } = await run('admit', { target, probe: false })
          return admitted ? { admitted, pass: { target, probe } } : { admitted, waitMs }
        },
        () => standIn.admit(target),
      ),
    succeeded: pass =>
      told(
        () => run('succeeded', pass),
        () => standIn.succeeded(pass),
      ),
    failed: (pass, waitMs) =>
      told(
        () => run('failed', pass, waitMs),
        () => standIn.failed(pass, waitMs),
      ),
    left: pass =>
      told(
        () => run('left', pass),
        () => standIn.left(pass),
      ),
    tripped: () =>
      outage.run(
        async () => {
          const said = (await link.run(trippedScript, keys.slice(0, 1), [now()])) as [
            string,
            TrippedBreaker['state'],
            number,
            number,
          ][]
          const at = clock.now()
          return said
            .sort(([, , , one], [, , , other]) => one - other)
            .map(([target, state, left]): TrippedBreaker => ({ target, state, until: at + left }))
        },
        () => standIn.tripped(),
      ),
  }
}
