import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { Db } from 'mongodb'
import { CodedError } from '../../ports/coded-error.ts'
import { type LeaseRow, leaseHolder, renewLease, takeLease } from './lease.ts'

/** Collection of the lock. */
export const lockCollection = 'migration_lock'

export interface LockTimes {
  /** Milliseconds after which the lock of a holder that says nothing more is another's. */
  readonly leaseMs: number
  /** Milliseconds for which one waits for another's end. */
  readonly patienceMs: number
  /** Milliseconds between two looks. */
  readonly lookMs: number
}

/** Held by this process, for as long as it is renewed. */
export interface MigrationLock {
  /** @throws store_unavailable when the lease was lost: another may be at work */
  expectHeld(): Promise<void>
  release(): Promise<void>
}

/** Waits for the one lock of all that migrate this database. @throws store_unavailable when another holds it for too long */
export const takeMigrationLock = async (db: Db, { leaseMs, patienceMs, lookMs }: LockTimes): Promise<MigrationLock> => {
  const locks = db.collection<LeaseRow>(lockCollection)
  const holder = randomUUID()
  const claim = { id: 'migrations', holder, leaseMs }
  const until = performance.now() + patienceMs
  while (!(await takeLease(locks, claim))) {
    if (performance.now() >= until)
      throw new CodedError('store_unavailable', {
        detail: 'DATABASE_URL: another process is migrating this database and has not finished',
        retryAfter: 5,
      })
    await pause(lookMs)
  }
  const heartbeat = setInterval(() => void renewLease(locks, claim).catch(() => {}), leaseMs / 3)
  heartbeat.unref()
  return {
    async expectHeld() {
      if ((await leaseHolder(locks, claim.id)) !== holder)
        throw new CodedError('store_unavailable', { detail: 'DATABASE_URL: the lock of migrations was lost' })
    },
    async release() {
      clearInterval(heartbeat)
      await locks.deleteOne({ _id: claim.id, holder })
    },
  }
}
