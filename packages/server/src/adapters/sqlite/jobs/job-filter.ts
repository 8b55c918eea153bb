import type { JobsQueryOptions, RemoveJobsOptions } from 'agenda'
import { CodedError } from '../../../ports/coded-error.ts'
import { columnOf } from './job-row.ts'

/** A WHERE clause and its values. */
export interface Filter {
  readonly where: string
  readonly values: readonly (number | string | null)[]
}

type Condition = readonly [text: string, ...values: (number | string | null)[]]

export const joined = (conditions: readonly Condition[]): Filter => ({
  where: conditions.length === 0 ? 'TRUE' : conditions.map(([text]) => text).join(' AND '),
  values: conditions.flatMap(([, ...values]) => values),
})

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)

/** Compares what lies at a path of `data` with a value: as JSON, so that a number is no text. */
const atPath = (path: readonly string[], value: unknown): Condition => {
  const place = `$${path.map(key => `.${JSON.stringify(key)}`).join('')}`
  if (value === null || value === undefined) return ['json_extract(data, ?) IS NULL', place]
  // The form that the index of keys has.
  if (place === '$."key"' && typeof value === 'string') return [`json_extract(data, '$.key') = ?`, value]
  return ['data -> ? = ?', place, JSON.stringify(value)]
}

/** What of `data` a filter names has to be equal; what it does not name may be anything. */
const inData = (data: unknown, path: readonly string[] = []): Condition[] => {
  if (!isPlain(data)) return path.length > 0 ? [atPath(path, data)] : [['data = ?', JSON.stringify(data ?? null)]]
  return Object.entries(data).flatMap(([key, value]) => inData(value, [...path, key]))
}

const ids = (list: readonly unknown[]): Condition => [
  'id IN (SELECT CAST(value AS INTEGER) FROM json_each(?))',
  JSON.stringify(list.map(String)),
]

const nameIn = (list: readonly string[], negated = false): Condition => [
  `name ${negated ? 'NOT IN' : 'IN'} (SELECT value FROM json_each(?))`,
  JSON.stringify(list),
]

const has = <T>(list: readonly T[] | undefined): list is readonly T[] => list !== undefined && list.length > 0

const byId = ({ id, ids: list }: { id?: unknown; ids?: readonly unknown[] }): Condition[] => {
  if (id) return [ids([id])]
  return has(list) ? [ids(list)] : []
}

/** What is to be removed, paused or taken up; null when nothing is named, for then nothing is meant. */
export const removalFilter = (options: RemoveJobsOptions): Filter | null => {
  const { name, names, notNames, data } = options
  const conditions = byId(options)
  if (name) conditions.push(['name = ?', name])
  else if (has(names)) conditions.push(nameIn(names))
  else if (has(notNames)) conditions.push(nameIn(notNames, true))
  if (data !== undefined) conditions.push(...inData(data))
  return conditions.length === 0 ? null : joined(conditions)
}

/** What a query asks for, but for the state. */
export const queryConditions = (options: JobsQueryOptions): Condition[] => {
  const { name, names, search, data, includeDisabled = true } = options
  const conditions = byId(options)
  // As Agenda's own backends: a search takes the place of a name.
  if (search) conditions.push(['instr(lower(name), lower(?)) > 0', search])
  else if (name) conditions.push(['name = ?', name])
  else if (has(names)) conditions.push(nameIn(names))
  if (data !== undefined) conditions.push(...inData(data))
  if (!includeDisabled) conditions.push(['disabled IS NOT 1'])
  return conditions
}

/** Jobs that are the same by a `unique` constraint: fields by name, and paths into `data`. @throws invalid_request */
export const uniqueFilter = (name: string, unique: Readonly<Record<string, unknown>>): Filter => {
  const conditions: Condition[] = [['name = ?', name]]
  for (const [path, value] of Object.entries(unique)) {
    const [field = '', ...keys] = path.split('.')
    if (isPlain(value) && Object.keys(value).some(key => key.startsWith('$')))
      throw new CodedError('invalid_request', { detail: `A unique job is told by equal fields; ${path} has operators` })
    if (field === 'data' && keys.length > 0) conditions.push(atPath(keys, value))
    else if (path === 'data') conditions.push(...inData(value))
    else {
      const known = columnOf(path, value)
      if (known === null) throw new CodedError('invalid_request', { detail: `A job has no field ${path}` })
      conditions.push([`${known.column} IS ?`, known.stored])
    }
  }
  return joined(conditions)
}
