import type { Agenda, JobRepository } from 'agenda'
import { CodedError } from '../../ports/coded-error.ts'
import type { JobName } from '../../ports/jobs.ts'

type Schedule = string | number

/** Tells the row of a schedule from those of jobs that run once. */
const mark = { schedule: true } as const

/** Five fields; what is in them is Agenda's to read, which would take other words and fewer fields too. */
const fiveFields = /^\S+( \S+){4}$/

/** The row of a schedule, as Agenda would save it. @throws invalid_request for a line that is no cron */
const planned = (agenda: Agenda, name: JobName, schedule: Schedule) => {
  const job = agenda.create(name, mark)
  job.attrs.type = 'single'
  job.repeatEvery(schedule, { timezone: 'UTC' })
  const isLine = typeof schedule === 'number' ? schedule > 0 : fiveFields.test(schedule)
  if (!isLine || job.attrs.nextRunAt === null)
    throw new CodedError('invalid_request', { detail: `The schedule of ${name} is no cron line: ${schedule}` })
  return job.toJson(true)
}

/** @throws invalid_request for a line that is no cron */
export const expectSchedule = (agenda: Agenda, name: JobName, schedule: Schedule): void => {
  planned(agenda, name, schedule)
}

/** Writes one schedule, unless it stands: then its next time stays too, also one that passed while nothing ran. */
export const writeSchedule = async (
  agenda: Agenda,
  repository: JobRepository,
  worker: string,
  name: JobName,
  schedule: Schedule,
): Promise<void> => {
  const wanted = planned(agenda, name, schedule)
  const { jobs } = await repository.queryJobs({ name, data: mark, limit: 1 })
  const [row] = jobs
  if (row?.type === 'single' && row.repeatInterval === schedule && row.nextRunAt !== null) return
  await repository.saveJob(wanted, { lastModifiedBy: worker })
}

/** Removes the schedule of a job that has none any more. */
export const removeSchedule = async (repository: JobRepository, name: JobName): Promise<void> => {
  await repository.removeJobs({ name, data: mark })
}
