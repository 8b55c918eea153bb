import type { Job } from 'agenda'
import type { Clock } from '../../ports/clock.ts'
import { CodedError } from '../../ports/coded-error.ts'
import type { JobDefinition, JobOutcome } from '../../ports/jobs.ts'
import type { Logger } from '../../ports/logger.ts'
import type { GuardedRepository } from './guarded-repository.ts'
import { onceData } from './job-data.ts'
import { JobRun } from './job-run.ts'
import { attemptOf } from './retry-delay.ts'

export const usualAttempts = 5

export interface RunRoom {
  readonly guard: GuardedRepository
  readonly worker: string
  readonly clock: Clock
  readonly logger: Logger
  readonly lockMs: number
  readonly renewMs: number
  readonly ended: (outcome: JobOutcome) => void
}

type Verdict = JobOutcome['outcome']

interface Report {
  readonly verdict: Verdict
  readonly fields: Record<string, unknown>
  readonly error: unknown
}

const say = (logger: Logger, { verdict, fields, error }: Report, repeats: boolean): void => {
  const failed = { ...fields, err: error }
  if (verdict === 'failed') logger.error(failed, 'a job failed')
  else if (verdict === 'retried') logger.warn(failed, 'a job failed; it is tried again')
  else if (verdict === 'lost') logger.warn(failed, 'a job lost its lock; another may have run it')
  else if (verdict === 'returned') logger.info(fields, 'a job was given back')
  else if (repeats) logger.info(fields, 'job done')
  else logger.debug(fields, 'job done')
}

/** Runs one locked job for Agenda, which keeps of a failure its code only. @throws when it did not end well */
export const runJob = async (job: Job, definition: JobDefinition, room: RunRoom): Promise<void> => {
  const { guard, worker, clock, logger, lockMs, renewMs } = room
  const { name, attempts = usualAttempts } = definition
  const once = onceData(job.attrs)
  const claim = guard.claims.of(job.attrs)
  const renew = (progress?: number) => guard.renew(claim, { lastModifiedBy: worker }, progress)
  const run = new JobRun({ definition, data: once?.given ?? {}, clock, renew, lockMs, renewMs })
  claim.run = run
  const started = clock.monotonic()
  const attempt = attemptOf((job.attrs.failCount ?? 0) + 1, attempts)

  const verdictOn = (error: unknown): Verdict => {
    if (run.ended === 'lost') return 'lost'
    if (error === null) return 'done'
    if (run.ended === 'stopping') return 'returned'
    return attempt < attempts ? 'retried' : 'failed'
  }
  const [did, error] = await run.run().then(
    numbers => [numbers, null] as const,
    (reason: unknown) => [{}, reason ?? new Error('unknown')] as const,
  )
  const verdict = verdictOn(error)
  claim.verdict = verdict
  const seconds = (clock.monotonic() - started) / 1_000
  room.ended({ job: name, outcome: verdict, seconds })
  say(logger, { verdict, error, fields: { job: name, key: once?.key, attempt, seconds, ...did } }, once === null)
  if (verdict !== 'done') throw new Error(error instanceof CodedError ? error.code : 'internal')
}
