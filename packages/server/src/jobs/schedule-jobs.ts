import type { JobDefinition, JobName, Jobs } from '../ports/jobs.ts'

/** A cron line (UTC), or milliseconds between two runs. */
export type Schedule = string | number

/** What the configuration says of when jobs run. */
export interface JobTimes {
  readonly RECONCILE_CRON: string
  readonly RETENTION_CRON: string
  readonly PURGE_INTERVAL: number
  readonly AUDIT_SEAL_INTERVAL: number
  readonly SUMMARISE_CRON: string
}

const minute = 60_000

/** When each job runs by itself; null: only when it is asked for. */
export const jobSchedules = (times: JobTimes): Readonly<Record<JobName, Schedule | null>> => ({
  reconcile: times.RECONCILE_CRON,
  retention: times.RETENTION_CRON,
  purge: times.PURGE_INTERVAL,
  'seal-audit': times.AUDIT_SEAL_INTERVAL,
  'outbox-sweep': minute,
  erasures: minute,
  title: null,
  suggestions: null,
  summarise: null,
  'summary-sweep': times.SUMMARISE_CRON,
  quota: minute,
  webhooks: minute,
})

/** Every job there is, by its name: one that is missing is found by the compiler. */
export type JobDefinitions = { readonly [Name in JobName]: JobDefinition<never> }

/** Defines all jobs and their schedules; before `start`. */
export const scheduleJobs = (
  jobs: Pick<Jobs, 'define' | 'every'>,
  definitions: JobDefinitions,
  times: JobTimes,
): void => {
  const schedules = jobSchedules(times)
  for (const definition of Object.values(definitions)) {
    jobs.define(definition)
    const schedule = schedules[definition.name]
    if (schedule !== null) jobs.every(definition.name, schedule)
  }
}
