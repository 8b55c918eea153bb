import type { Clock } from '../../ports/clock.ts'
import type { Logger } from '../../ports/logger.ts'
import { type Drift, type DriftKind, driftKinds, type ReconcileStore } from '../../ports/reconcile-store.ts'
import type { AuditFinding, AuditSealer } from '../audit/audit-sealer.ts'

export interface ReconciliationOptions {
  readonly store: ReconcileStore
  /** Absent: the audit's seals are not looked at. */
  readonly sealer?: Pick<AuditSealer, 'verify'>
  readonly clock: Pick<Clock, 'now'>
  readonly logger: Logger
  /** Rows of one slice; default 200. */
  readonly slice?: number
}

export interface ReconciliationRun {
  /** Puts right what it finds; otherwise it only tells. */
  readonly repair: boolean
  readonly signal?: AbortSignal
  /** Told after each slice: rows looked at, and drift found, so far. */
  progress?(checked: number, found: number): void | Promise<void>
}

/** What a walk over all that is stored has found. Ids and numbers only. */
export interface ReconciliationReport {
  readonly repaired: boolean
  readonly checked: number
  readonly found: number
  readonly counts: Readonly<Record<DriftKind, number>>
  /** The first hundred. */
  readonly drifts: readonly Drift[]
  /** Where the audit trail is not what was sealed: that is told, never put right. */
  readonly audit: readonly AuditFinding[]
}

export interface Reconciliation {
  /** @throws what the signal was aborted with; store_unavailable */
  run(options: ReconciliationRun): Promise<ReconciliationReport>
}

/** Drift that a report names one by one. */
const named = 100

/** Finds what rows disagree about, puts it right, and says so (ST3). Run again it finds what was left, or nothing. */
export const createReconciliation = (options: ReconciliationOptions): Reconciliation => {
  const { store, sealer, clock, logger, slice = 200 } = options
  return {
    async run({ repair, signal, progress }) {
      const at = clock.now()
      const counts = Object.fromEntries(driftKinds.map(kind => [kind, 0])) as Record<DriftKind, number>
      const drifts: Drift[] = []
      let [checked, found] = [0, 0]
      for (let after: string | null = null, more = true; more; ) {
        signal?.throwIfAborted()
        const part = await store.reconcile({ at, repair, after, limit: slice })
        for (const drift of part.drifts) {
          counts[drift.kind]++
          found++
          if (drifts.length < named) drifts.push(drift)
          logger.warn({ ...drift, repair }, 'drift')
        }
        checked += part.checked
        after = part.next
        more = after !== null
        await progress?.(checked, found)
      }
      const audit = sealer === undefined ? [] : await sealer.verify(signal === undefined ? {} : { signal })
      for (const finding of audit) logger.error({ ...finding }, 'the audit trail is not what was sealed')
      logger.info({ repair, checked, found, audit: audit.length }, 'reconciled')
      return { repaired: repair, checked, found, counts, drifts, audit }
    },
  }
}
