import type { Announcer } from '../../ports/announcer.ts'
import type { AnswerRunner } from '../../ports/answer-runner.ts'
import type { Clock } from '../../ports/clock.ts'
import type { GenerationLog } from '../../ports/generation-log.ts'
import type { Purged } from '../../ports/purge-store.ts'
import type { Store } from '../../ports/store.ts'
import { dropOrphans } from '../erasure/drop-orphans.ts'

const day = 86_400_000

export interface RetentionOptions {
  readonly store: Pick<
    Store,
    'listProjects' | 'expireThreads' | 'purgeExpired' | 'purgeDeleted' | 'getGeneration' | 'tidy'
  >
  readonly log: Pick<GenerationLog, 'drop' | 'running'>
  readonly answers: Pick<AnswerRunner, 'stop'>
  readonly announcer: Announcer
  readonly clock: Pick<Clock, 'now'>
  /** Days for which changes, and tombstones of deleted threads, are kept for who comes back. */
  readonly eventDays: number
  /** Rows of a kind that one transaction takes. Default 50: the writer is busy with them for some milliseconds. */
  readonly slice?: number
}

/** What a run is given: between slices it tells that it goes on, and ends when it is told to. */
export interface RetentionRun {
  readonly signal?: AbortSignal
  touch?(): Promise<void>
}

/** What is past goes (ST8): as jobs, each of which can be run again at any time. */
export interface Retention {
  /** Deletes threads that were idle for longer than their project keeps them. */
  expire(run?: RetentionRun): Promise<{ threads: number }>
  /** Removes what is past, and what deleted threads hold, down to the files. Answers rows of each kind. */
  purge(run?: RetentionRun): Promise<Record<string, number>>
}

const isEmpty = (removed: Purged): boolean => Object.values(removed).every(count => count === 0)

/** One transaction after the other, until one finds nothing. */
const inSlices = async (run: RetentionRun, slice: () => Promise<boolean>): Promise<void> => {
  for (;;) {
    run.signal?.throwIfAborted()
    if (!(await slice())) return
    await run.touch?.()
  }
}

export const createRetention = (options: RetentionOptions): Retention => {
  const { store, log, answers, announcer, clock, eventDays, slice: limit = 50 } = options

  const expireProject = async (projectId: string, days: number, run: RetentionRun): Promise<number> => {
    const before = clock.now() - days * day
    let threads = 0
    await inSlices(run, async () => {
      const expired = await store.expireThreads({ projectId, before, at: clock.now(), limit })
      announcer.announce(expired.changes)
      for (const id of expired.stopping) answers.stop(id)
      threads += expired.threadIds.length
      return expired.threadIds.length > 0
    })
    return threads
  }

  return {
    async expire(run = {}) {
      let threads = 0
      for (const { id, settings } of await store.listProjects())
        if (settings.retentionDays !== null) threads += await expireProject(id, settings.retentionDays, run)
      return { threads }
    },

    async purge(run = {}) {
      const all: Record<string, number> = {}
      const count = (removed: Purged): boolean => {
        for (const [kind, rows] of Object.entries(removed)) all[kind] = (all[kind] ?? 0) + rows
        return !isEmpty(removed)
      }
      await inSlices(run, async () => {
        const { removed, generations } = await store.purgeDeleted({ at: clock.now(), limit })
        for (const id of generations) await log.drop(id)
        return count(removed)
      })
      await inSlices(run, async () => {
        const at = clock.now()
        return count(await store.purgeExpired({ at, eventsBefore: at - eventDays * day, limit }))
      })
      await dropOrphans(store, log)
      // Also when nothing went: what others removed since is in the files all the same.
      await store.tidy()
      return all
    },
  }
}
