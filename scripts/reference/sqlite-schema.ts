import { DatabaseSync } from 'node:sqlite'
import { migrate } from '../../packages/server/src/adapters/sqlite/migrate.ts'

interface Part {
  readonly table: string
  readonly sql: string
}

const order = "CASE type WHEN 'table' THEN 0 WHEN 'index' THEN 1 ELSE 2 END"

/** Without the margin that it had in its step. */
const outdented = (sql: string): string => {
  const [first = '', ...rest] = sql.split('\n')
  const margin = Math.min(...rest.map(line => line.length - line.trimStart().length))
  const indent = rest.at(-1)?.trimStart().startsWith(')') ? '' : '  '
  return [first, ...rest.map(line => `${indent}${line.slice(margin)}`)].join('\n')
}

/** The embedded store's newest schema, as all its steps together make it (ST4). */
export function sqliteSchema(): string {
  const db = new DatabaseSync(':memory:')
  migrate(db, { at: 0 })
  const parts = db
    .prepare(
      `SELECT tbl_name AS "table", sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY tbl_name, ${order}, name`,
    )
    .all() as unknown as Part[]
  db.close()
  const text = parts.map(({ sql }) => `${outdented(sql)};\n`).join('\n')
  return `-- The embedded store's schema, made from its migrations; do not edit.\n\n${text}`
}
