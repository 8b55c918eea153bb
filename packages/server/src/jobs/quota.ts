import type { AdminProject } from '@chat-view/protocol'
import type { WatchedSpending } from '../domain/spending/create-spending.ts'
import type { JobDefinition } from '../ports/jobs.ts'
import type { Logger } from '../ports/logger.ts'
import type { ProjectStore } from '../ports/project-store.ts'
import type { QuotaStore } from '../ports/quota-store.ts'
import type { UsageStore } from '../ports/usage-store.ts'

export interface QuotaJobOptions {
  readonly store: Pick<QuotaStore, 'expireReservations'> &
    Pick<UsageStore, 'callsOf'> &
    Pick<ProjectStore, 'listProjects'>
  readonly spending: Pick<WatchedSpending, 'settle' | 'look'>
  /** Counts calls that a project's counters miss; answers their tokens. */
  readonly countMissing: (project: AdminProject) => Promise<number>
  readonly logger: Logger
  /** Reservations that are looked at in one step. Default 200. */
  readonly slice?: number
}

/** Gives back what lost nodes had reserved, settles what was recorded and not settled, and tells operators (AI7). */
export const quotaJob = (options: QuotaJobOptions): JobDefinition => {
  const { store, spending, countMissing, logger, slice = 200 } = options
  return {
    name: 'quota',
    meaning:
      'Gives back expired reservations, compares spending with recorded calls, and tells how far limits are used',
    longestMs: 10 * 60_000,
    async run(_, { signal, clock, touch }) {
      let [expired, settled] = [0, 0]
      for (;;) {
        signal.throwIfAborted()
        const ids = await store.expireReservations({ at: clock.now(), limit: slice })
        for (const id of ids) {
          const calls = await store.callsOf(id)
          if (calls.length === 0) continue
          await spending.settle(id, calls)
          settled++
        }
        expired += ids.length
        if (ids.length < slice) break
        await touch()
      }
      if (expired > 0) logger.warn({ expired, settled }, 'reservations were never settled: their node was lost')
      let missing = 0
      for (const project of await store.listProjects()) {
        signal.throwIfAborted()
        const tokens = await countMissing(project)
        if (tokens > 0) logger.warn({ project: project.id, tokens }, 'recorded calls were not counted; now they are')
        missing += tokens
        await spending.look(project)
        await touch()
      }
      return { expired, settled, missing }
    },
  }
}
