import type { Admittance, Breaker, BreakerPass, BreakerState, TrippedBreaker } from '../../ports/breaker.ts'
import type { Clock } from '../../ports/clock.ts'

export interface MemoryBreakerOptions {
  readonly clock: Clock
  /** Failures in a row that open it. Default 5. */
  readonly failures?: number
  /** Milliseconds for which it opens; doubled with each probe that fails. Default 30 s. */
  readonly openMs?: number
  /** Longest time for which it opens, also when the service asks for more. Default 5 min. */
  readonly maxOpenMs?: number
  /** How long a probe is waited for. Default 1 min. */
  readonly probeMs?: number
  /** Most targets that are remembered; the one that failed longest ago is forgotten first. Default 1000. */
  readonly maxTargets?: number
  /** Told of each change. */
  readonly changed?: (target: string, from: BreakerState, to: BreakerState) => void
}

/** Times are of the monotonic clock. */
type State =
  | { readonly name: 'closed'; readonly failures: number }
  | { readonly name: 'open'; readonly until: number; readonly forMs: number; readonly since: number }
  | { readonly name: 'half-open'; readonly until: number; readonly forMs: number; readonly since: number }

const untouched: State = { name: 'closed', failures: 0 }

/** The breaker of one process (AI2). */
export const createMemoryBreaker = (options: MemoryBreakerOptions): Breaker => {
  const { clock, failures = 5, openMs = 30_000, maxOpenMs = 300_000, probeMs = 60_000, maxTargets = 1_000 } = options
  const states = new Map<string, State>()

  const stateOf = (target: string): State => states.get(target) ?? untouched

  const set = (target: string, next: State): void => {
    const from = stateOf(target).name
    states.delete(target)
    if (next.name !== 'closed' || next.failures > 0) states.set(target, next)
    const [oldest] = states.keys()
    if (states.size > maxTargets && oldest !== undefined) states.delete(oldest)
    if (from !== next.name) options.changed?.(target, from, next.name)
  }

  const open = (target: string, forMs: number, since: number): void => {
    const bounded = Math.min(maxOpenMs, forMs)
    set(target, { name: 'open', until: clock.monotonic() + bounded, forMs: bounded, since })
  }

  return {
    async admit(target): Promise<Admittance> {
      const state = stateOf(target)
      if (state.name === 'closed') return { admitted: true, pass: { target, probe: false } }
      const now = clock.monotonic()
      if (now < state.until) return { admitted: false, waitMs: state.until - now }
      // Until the probe is heard of, or given up, no other call goes out.
      set(target, { ...state, name: 'half-open', until: now + probeMs })
      return { admitted: true, pass: { target, probe: true } }
    },
    async succeeded({ target }) {
      set(target, untouched)
    },
    async failed({ target, probe }: BreakerPass, waitMs = 0) {
      const state = stateOf(target)
      const now = clock.monotonic()
      if (state.name === 'closed') {
        const count = state.failures + 1
        if (count < failures) set(target, { name: 'closed', failures: count })
        else open(target, Math.max(openMs, waitMs), now)
      } else if (probe) open(target, Math.max(state.forMs * 2, waitMs), state.since)
    },
    async left({ target, probe }) {
      const state = stateOf(target)
      // The next call is the probe.
      if (probe && state.name === 'half-open') set(target, { ...state, name: 'open', until: clock.monotonic() })
    },
    async tripped() {
      const gone = clock.now() - clock.monotonic()
      return [...states]
        .flatMap(([target, state]) => (state.name === 'closed' ? [] : [{ target, state }]))
        .sort((one, other) => one.state.since - other.state.since)
        .map(({ target, state }): TrippedBreaker => ({ target, state: state.name, until: state.until + gone }))
    },
  }
}
