import { type ArchivePlace, archiveKey, archivePlace } from '../../../ports/archive-key.ts'
import type { ArchiveRow, ArchiveRows } from '../../../ports/archive-row.ts'
import type { ArchiveKind } from '../../../ports/archive-store.ts'
import type { Sql } from '../sql.ts'
import type { ArchiveTable, Field } from './archive-table.ts'
import { archiveTables } from './archive-tables.ts'

type Value = string | number | null
type Row = Readonly<Record<string, Value>>

const parse = (value: Value, { form }: Field): unknown => {
  if (value === null) return null
  if (form === 'json') return JSON.parse(String(value))
  return form === 'flag' ? value === 1 : value
}

const numeric = /\.(seq|number)$|count\(/

const lowest = (column: string): string | number => (numeric.test(column) ? Number.MIN_SAFE_INTEGER : '')

const selectOf = <K extends ArchiveKind>({ table, order, fields }: ArchiveTable<K>, part: string): string => {
  const read = Object.entries<Field>(fields).map(
    ([name, field]) => `${'column' in field ? `r.${field.column}` : field.read} AS "${name}"`,
  )
  const places = order.map((column, n) => `${column} AS place_${n}`)
  const sorted = order.join(', ')
  return `SELECT ${[...read, ...places].join(', ')} FROM ${table} r
    WHERE (${sorted}) > (${order.map(() => '?').join(', ')}) AND ${part} ORDER BY ${sorted} LIMIT ?`
}

const toRow = <K extends ArchiveKind>(table: ArchiveTable<K>, row: Row): ArchiveRows[K] =>
  Object.fromEntries(
    Object.entries<Field>(table.fields).map(([name, field]) => [name, parse(row[name] ?? null, field)]),
  ) as unknown as ArchiveRows[K]

/** Rows of a kind in the order of their keys, after one. */
export const readArchive = <K extends ArchiveKind>(
  sql: Sql,
  kind: K,
  after: string | null,
  limit: number,
): ArchiveRow<K>[] => {
  const table: ArchiveTable<K> = archiveTables[kind]
  const parts = table.parts ?? ['true']
  const parted = parts.length > 1
  const start = after === null ? [] : archivePlace(after)
  const first = parted ? Number(start[0] ?? 0) : 0
  const rows: ArchiveRow<K>[] = []
  for (let part = first; part < parts.length && rows.length < limit; part++) {
    const begun = part === first && after !== null
    const from: ArchivePlace = begun ? (parted ? start.slice(1) : start) : table.order.map(lowest)
    for (const row of sql.all<Row>(selectOf(table, parts[part] ?? 'true'), ...from, limit - rows.length)) {
      const place = table.order.map((_, n) => row[`place_${n}`] ?? '')
      rows.push({ key: archiveKey(parted ? [part, ...place] : place), row: toRow(table, row) })
    }
  }
  return rows
}

/** How many rows of each kind there are. */
export const countArchive = (sql: Sql): Record<ArchiveKind, number> =>
  Object.fromEntries(
    Object.entries(archiveTables).map(([kind, { table }]) => [
      kind,
      sql.get<{ count: number }>(`SELECT count(*) AS count FROM ${table}`)?.count ?? 0,
    ]),
  ) as Record<ArchiveKind, number>

/** True when nothing was ever written. */
export const isEmpty = (sql: Sql): boolean =>
  sql.get('SELECT 1 WHERE EXISTS (SELECT 1 FROM projects) OR EXISTS (SELECT 1 FROM users)') === undefined
