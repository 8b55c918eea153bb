import type { JobParameters } from 'agenda'
import type { JobData } from '../../ports/jobs.ts'

/** What a job that runs once keeps beside its name: its key, and what its work is given. */
export interface OnceData {
  readonly key: string
  readonly given: JobData
}

/** Null for a job that repeats. */
export const onceData = ({ type, data }: Pick<JobParameters, 'type' | 'data'>): OnceData | null =>
  type === 'normal' ? (data as OnceData) : null

/** A wish as its row. It is the same as another of its key for as long as that one has not begun. */
export const onceRow = (name: string, key: string, given: JobData, at: number): JobParameters<OnceData> => ({
  name,
  type: 'normal',
  priority: 0,
  nextRunAt: new Date(at),
  data: { key, given },
  unique: { 'data.key': key, lastRunAt: null },
  uniqueOpts: { insertOnly: true },
})
