import type { Drift } from '../../../ports/reconcile-store.ts'
import type { Sql } from '../sql.ts'
import { passes } from './passes.ts'
import { type Inspection, type KeyValue, numericKeys, type Rule } from './rule.ts'

/** Where a drift was found, for its repair: which pass of the walk, which of its rules, which row. */
export interface DriftPlace {
  readonly pass: number
  readonly rule: number
  readonly key: readonly KeyValue[]
}

/** What one slice found. */
export interface Inspected {
  readonly drifts: readonly { readonly drift: Drift; readonly place: DriftPlace }[]
  readonly checked: number
  readonly next: string | null
}

type Row = Readonly<Record<string, KeyValue | null>>

/** The condition that a row is the one of that key, from `?2` on. */
export const isRow = ({ key }: Inspection): string => key.map((column, n) => `r.${column} = ?${n + 2}`).join(' AND ')

const lowest = (column: string): KeyValue => (numericKeys.has(column) ? Number.MIN_SAFE_INTEGER : '')

const sliceOf = ({ table, key, rules }: Inspection): string => {
  const columns = key.map(column => `r.${column}`)
  const flags = rules.map(({ when }, n) => `(${when}) AS drift_${n}`)
  const after = key.map((_, n) => `?${n + 2}`)
  return `SELECT ${[...columns, ...flags].join(', ')} FROM ${table} r
    WHERE (${columns.join(', ')}) > (${after.join(', ')}) ORDER BY ${columns.join(', ')} LIMIT ?${key.length + 2}`
}

const slices = passes.map(sliceOf)

const describe = (sql: Sql, pass: Inspection, rule: Rule, key: readonly KeyValue[], at: number): Drift => {
  const values = sql.get<{ found: KeyValue | null; expected: KeyValue | null }>(
    `SELECT ${rule.found ?? 'NULL'} AS found, ${rule.expected ?? 'NULL'} AS expected FROM ${pass.table} r
     WHERE ${isRow(pass)} AND ?1 IS NOT NULL`,
    at,
    ...key,
  )
  const { found = null, expected = null } = values ?? {}
  return { kind: rule.kind, of: pass.of, id: key.join('/'), field: rule.field, found, expected }
}

interface Cursor {
  readonly pass: number
  readonly key: readonly KeyValue[]
}

const begin = (pass: number): Cursor => ({ pass, key: (passes[pass]?.key ?? []).map(lowest) })

/**
 * Looks at the next rows of the walk, at most `limit`, of one table and as of one moment. A cursor that is none begins
 * at the beginning.
 */
export const inspect = (sql: Sql, query: { at: number; after: string | null; limit: number }): Inspected => {
  const { at, limit } = query
  const cursor = query.after === null ? begin(0) : (JSON.parse(query.after) as Cursor)
  const pass = passes[cursor.pass]
  const slice = slices[cursor.pass]
  if (pass === undefined || slice === undefined) return { drifts: [], checked: 0, next: null }
  return sql.snapshot(() => {
    const rows = sql.all<Row>(slice, at, ...cursor.key, limit)
    const keyOf = (row: Row): KeyValue[] => pass.key.map(column => row[column] ?? '')
    const drifts = rows.flatMap(row =>
      pass.rules.flatMap((rule, n) => {
        if (row[`drift_${n}`] !== 1) return []
        const key = keyOf(row)
        if (rule.also?.(sql, key) === false) return []
        return [{ drift: describe(sql, pass, rule, key, at), place: { pass: cursor.pass, rule: n, key } }]
      }),
    )
    const last = rows.at(-1)
    const following: Cursor | null =
      last !== undefined && rows.length === limit
        ? { pass: cursor.pass, key: keyOf(last) }
        : cursor.pass + 1 < passes.length
          ? begin(cursor.pass + 1)
          : null
    return { drifts, checked: rows.length, next: following === null ? null : JSON.stringify(following) }
  })
}
