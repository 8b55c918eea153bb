import type { JobId, JobParameters } from 'agenda'
import type { Sql } from '../sql.ts'

type Stored = number | string | null

/** A row of `jobs`. */
export type JobRow = Readonly<Record<string, Stored>> & { readonly id: number }

/** How each of Agenda's fields lies in its column. */
const columns = {
  name: ['name', 'plain'],
  type: ['type', 'plain'],
  priority: ['priority', 'plain'],
  data: ['data', 'json'],
  nextRunAt: ['next_run_at', 'date'],
  lockedAt: ['locked_at', 'date'],
  lastRunAt: ['last_run_at', 'date'],
  lastFinishedAt: ['last_finished_at', 'date'],
  failedAt: ['failed_at', 'date'],
  failCount: ['fail_count', 'plain'],
  failReason: ['fail_reason', 'plain'],
  progress: ['progress', 'plain'],
  disabled: ['disabled', 'flag'],
  fork: ['fork', 'flag'],
  repeatInterval: ['repeat_interval', 'json'],
  repeatTimezone: ['repeat_timezone', 'plain'],
  repeatAt: ['repeat_at', 'plain'],
  startDate: ['start_date', 'date'],
  endDate: ['end_date', 'date'],
  skipDays: ['skip_days', 'json'],
  debounceStartedAt: ['debounce_started_at', 'date'],
  lastModifiedBy: ['last_modified_by', 'plain'],
} as const

type Field = keyof typeof columns
type Kind = (typeof columns)[Field][1]

const fields = Object.keys(columns) as Field[]

const encode = (value: unknown, kind: Kind): Stored => {
  // A job without data has `null` there, as on MongoDB.
  if (value === undefined || value === null) return null
  if (kind === 'date') return new Date(value as Date).getTime()
  if (kind === 'json') return JSON.stringify(value)
  return kind === 'flag' ? Number(value) : (value as Stored)
}

const decode = (value: Stored, kind: Kind): unknown => {
  if (value === null) return undefined
  if (kind === 'date') return new Date(value)
  if (kind === 'json') return JSON.parse(String(value))
  return kind === 'flag' ? value === 1 : value
}

/** The column of a field of Agenda's, and its value there; null for what is no field. */
export const columnOf = (field: string, value: unknown): { column: string; stored: Stored } | null => {
  const known = Object.hasOwn(columns, field) ? columns[field as Field] : undefined
  return known === undefined ? null : { column: known[0], stored: encode(value, known[1]) }
}

/** A row as Agenda knows it: what is not set is absent, except the next time, which is null. */
export const toJob = (row: JobRow): JobParameters & { _id: JobId } => {
  const job: Record<string, unknown> = { _id: String(row.id), nextRunAt: null, data: null }
  for (const field of fields) {
    const [column, kind] = columns[field]
    const value = decode(row[column] ?? null, kind)
    if (value !== undefined) job[field] = value
  }
  return job as unknown as JobParameters & { _id: JobId }
}

const values = (job: JobParameters): Stored[] =>
  fields.map(field => {
    const stored = encode(job[field], columns[field][1])
    return field === 'data' ? (stored ?? 'null') : stored
  })

const names = fields.map(field => columns[field][0])
const insertion = `INSERT INTO jobs (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')}) RETURNING *`
const replacement = `UPDATE jobs SET ${names.map(name => `${name} = ?`).join(', ')} WHERE id = ? RETURNING *`

const written = (row: JobRow | undefined): JobParameters => {
  if (row === undefined) throw new Error('A job was not written')
  return toJob(row)
}

export const insertJob = (sql: Sql, job: JobParameters): JobParameters =>
  written(sql.change<JobRow>(insertion, ...values(job)))

/** Writes what is given over what is there; what is not given stays. */
export const updateJob = (sql: Sql, row: JobRow, given: Partial<JobParameters>): JobParameters =>
  written(sql.change<JobRow>(replacement, ...values({ ...toJob(row), ...given }), row.id))
