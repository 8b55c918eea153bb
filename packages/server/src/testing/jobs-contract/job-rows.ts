import type { JobParameters, JobRepository } from 'agenda'

/** Times of a search for work, and who searches. */
export interface Search {
  readonly at: number
  readonly lockMs?: number
  readonly worker?: string
}

/** A minute-rounded moment in the past: what is planned for it is due. */
export const past = Math.floor(Date.now() / 60_000) * 60_000 - 600_000

/** A moment that does not come while a test runs. */
export const future = past + 86_400_000

/** A job as Agenda saves one. */
export const row = (given: Partial<JobParameters> = {}): JobParameters => ({
  name: 'title',
  type: 'normal',
  priority: 0,
  nextRunAt: new Date(past),
  data: {},
  ...given,
})

/** Searches as a worker does, whose locks hold a minute. */
export const next = (
  repository: JobRepository,
  { at, lockMs = 60_000, worker = 'one' }: Search,
  name = 'title',
): Promise<JobParameters | undefined> =>
  repository.getNextJobToRun(name, new Date(at), new Date(at - lockMs), new Date(at), { lastModifiedBy: worker })
