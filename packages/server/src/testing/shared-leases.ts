import type { LeaseState, NodeLeases } from '../ports/node-leases.ts'

/** Leases of several nodes, as a test wants them to be. */
export interface SharedLeases {
  of(owner: string): NodeLeases
  /** Whose lease has run out. */
  readonly gone: Set<string>
  /** Who is out of reach of the leases: it can renew and judge nothing. */
  readonly away: Set<string>
}

export const createSharedLeases = (): SharedLeases => {
  const living = new Set<string>()
  const gone = new Set<string>()
  const away = new Set<string>()
  return {
    gone,
    away,
    of: owner => ({
      get state(): LeaseState {
        if (away.has(owner)) return { name: 'away', since: 0 }
        return { name: living.has(owner) ? 'held' : 'stopped' }
      },
      async start() {
        living.add(owner)
      },
      gone: async owners => new Set(away.has(owner) ? [] : owners.filter(other => gone.has(other))),
      living: async () => [...living].filter(other => !gone.has(other)),
      async stop() {
        living.delete(owner)
        gone.add(owner)
      },
    }),
  }
}
