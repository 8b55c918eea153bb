import { createAgendaJobs } from './adapters/agenda/create-agenda-jobs.ts'
import type { Config } from './config/load-config.ts'
import type { Storage } from './create-storage.ts'
import type { Summaries } from './create-summaries.ts'
import type { Tracing } from './create-tracing.ts'
import type { Wording } from './create-wording.ts'
import { createAnnouncer } from './domain/announce.ts'
import { createAuditSealer } from './domain/audit/audit-sealer.ts'
import { createErasures, type ResumableErasures } from './domain/erasure/create-erasures.ts'
import { createDispatcher, type Dispatcher } from './domain/outbox/dispatcher.ts'
import { createSubscribers } from './domain/outbox/subscribers.ts'
import { createReconciliation } from './domain/reconciliation/create-reconciliation.ts'
import { createRetention } from './domain/retention/create-retention.ts'
import { erasuresJob } from './jobs/erasures.ts'
import { outboxSweepJob } from './jobs/outbox-sweep.ts'
import { purgeJob } from './jobs/purge.ts'
import { reconcileJob } from './jobs/reconcile.ts'
import { retentionJob } from './jobs/retention.ts'
import { scheduleJobs } from './jobs/schedule-jobs.ts'
import { sealAuditJob } from './jobs/seal-audit.ts'
import type { Announcer } from './ports/announcer.ts'
import type { AnswerRunner } from './ports/answer-runner.ts'
import type { Bus } from './ports/bus.ts'
import type { Clock } from './ports/clock.ts'
import type { Ids } from './ports/ids.ts'
import type { JobDefinition, Jobs } from './ports/jobs.ts'
import type { Logger } from './ports/logger.ts'
import type { Signer } from './ports/signer.ts'
import { countJobs } from './telemetry/count-jobs.ts'
import type { Metrics } from './telemetry/metrics.ts'
import { toldTogether } from './telemetry/told-together.ts'

export interface DeliveryOptions {
  readonly storage: Storage
  readonly bus: Bus
  readonly clock: Clock
  readonly logger: Logger
  readonly metrics: Metrics
  /** Absent: nobody takes traces. */
  readonly tracing?: Tracing | undefined
  /** Names this process among all, also among those before it. */
  readonly worker: string
  /** No other process works on these jobs. */
  readonly alone: boolean
}

/** What takes committed changes further: nothing moves before `start`. */
export interface DeliveryParts {
  readonly jobs: Jobs
  readonly dispatcher: Dispatcher
  readonly announcer: Announcer
}

/** Jobs, the dispatcher that asks for some of them, and who tells of commits. */
export const createDelivery = (options: DeliveryOptions): DeliveryParts => {
  const { storage, bus, clock, logger, metrics, tracing, worker, alone } = options
  const { store } = storage
  const observer = { ended: toldTogether(countJobs(metrics).ended, tracing?.jobs.ended) }
  const jobs = createAgendaJobs({ backend: storage.jobs, worker, clock, logger, observer, alone })
  const handlers = createSubscribers({ store, bus, jobs, clock, logger })
  const dispatcher = createDispatcher({ store, handlers, clock, logger })
  return { jobs, dispatcher, announcer: createAnnouncer(bus, dispatcher) }
}

export interface UpkeepOptions
  extends Omit<DeliveryOptions, 'metrics' | 'tracing' | 'worker' | 'alone'>,
    DeliveryParts {
  readonly config: Config
  readonly answers: AnswerRunner
  /** Looks after the spend firewall. */
  readonly quota: JobDefinition
  readonly summaries: Pick<Summaries, 'jobs'>
  readonly wording: Pick<Wording, 'jobs'>
  /** Sends what webhooks are told. */
  readonly webhooks: JobDefinition
  readonly signer: Signer
  readonly ids: Ids
}

/** Defines all background work (OP5); answers the erasures, which are asked for from outside as well. */
export const createUpkeep = (options: UpkeepOptions): ResumableErasures => {
  const {
    config,
    storage,
    jobs,
    dispatcher,
    announcer,
    answers,
    quota,
    summaries,
    wording,
    webhooks,
    signer,
    bus,
    ids,
    clock,
    logger,
  } = options
  const { store, log } = storage
  const { BACKUP_DAYS: backupDays, EVENT_DAYS: eventDays } = config
  const sealer = createAuditSealer({ store, signer, clock })
  const erasures = createErasures({ store, log, answers, announcer, bus, signer, ids, clock, backupDays })
  const retention = createRetention({ store, log, answers, announcer, clock, eventDays })
  const reconciliation = createReconciliation({ store, sealer, clock, logger })
  scheduleJobs(
    jobs,
    {
      reconcile: reconcileJob({ reconciliation }),
      retention: retentionJob({ retention }),
      purge: purgeJob({ retention }),
      'outbox-sweep': outboxSweepJob({ store, dispatcher, clock, logger }),
      'seal-audit': sealAuditJob({ sealer }),
      erasures: erasuresJob({ erasures }),
      quota,
      webhooks,
      ...summaries.jobs,
      ...wording.jobs,
    },
    config,
  )
  return erasures
}
