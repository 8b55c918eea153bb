import type { SQLInputValue } from 'node:sqlite'
import { archivePlace } from '../../../ports/archive-key.ts'
import type { ArchiveRow } from '../../../ports/archive-row.ts'
import type { ArchiveKind } from '../../../ports/archive-store.ts'
import type { WriteContext } from '../write-context.ts'
import type { ArchiveTable, Field } from './archive-table.ts'
import { archiveTables } from './archive-tables.ts'

interface Insert {
  readonly text: string
  /** Fields that are bound, in order; then the moment and the place. */
  readonly bound: readonly (readonly [name: string, field: Field])[]
}

const insertOf = <K extends ArchiveKind>(table: ArchiveTable<K>): Insert => {
  const fields = Object.entries<Field>(table.fields)
  const numbers = new Map(fields.map(([name], n) => [name, n + 1]))
  numbers.set('moment', fields.length + 1).set('place', fields.length + 2)
  const filled = (sql: string): string => sql.replace(/\{(\w+)\}/g, (_, name: string) => `?${numbers.get(name)}`)
  const own = fields.flatMap(([name, field]) => {
    if (!('column' in field)) return []
    const { column, otherwise } = field
    return [[column, filled(otherwise === undefined ? `{${name}}` : `coalesce({${name}}, ${otherwise})`)]]
  })
  const derived = Object.entries(table.derived ?? {}).map(([column, sql]) => [column, filled(sql)])
  const columns = [...own, ...derived]
  return {
    text: `INSERT INTO ${table.table} (${columns.map(([column]) => column).join(', ')})
      SELECT ${columns.map(([, value]) => value).join(', ')}
      WHERE ?${fields.length + 1} IS NOT NULL AND ?${fields.length + 2} IS NOT NULL AND ${filled(table.absent ?? 'true')}
      ON CONFLICT (${table.unique}) DO NOTHING`,
    bound: fields,
  }
}

const inserts = Object.fromEntries(
  Object.entries(archiveTables).map(([kind, table]) => [kind, insertOf(table as ArchiveTable<ArchiveKind>)]),
) as Record<ArchiveKind, Insert>

const bind = (value: unknown, { form }: Field): SQLInputValue => {
  if (value === null || value === undefined) return null
  if (form === 'json') return JSON.stringify(value)
  return form === 'flag' ? (value === true ? 1 : 0) : (value as SQLInputValue)
}

/** Writes rows of a kind; those that are there stay as they are. Answers how many are new. */
export const writeArchive = <K extends ArchiveKind>(
  context: WriteContext,
  kind: K,
  rows: readonly ArchiveRow<K>[],
): number => {
  const table: ArchiveTable<K> = archiveTables[kind]
  const { text, bound } = inserts[kind]
  let written = 0
  for (const { key, row } of rows) {
    const values = bound.map(([name, field]) => bind(row[name as keyof typeof row], field))
    const place = archivePlace(key).at(-1) ?? 0
    if (context.sql.run(text, ...values, context.nextMoment(), place) === 0) continue
    written++
    table.after?.(context, row)
  }
  return written
}
