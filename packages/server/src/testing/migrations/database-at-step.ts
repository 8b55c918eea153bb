import { DatabaseSync } from 'node:sqlite'
import { migrate } from '../../adapters/sqlite/migrate.ts'
import { rowsOfSteps } from './rows-of-steps.ts'

export type Rows = Readonly<Record<string, Readonly<Record<string, unknown>>[]>>

/** A database at that step of the schema, with rows of every kind that it knows. */
export const databaseAtStep = (step: number, path = ':memory:'): DatabaseSync => {
  const db = new DatabaseSync(path)
  db.exec('PRAGMA application_id = 0x63686174')
  migrate(db, { to: step, at: 1 })
  for (const [number, rows] of Object.entries(rowsOfSteps)) if (Number(number) <= step) db.exec(rows)
  return db
}

/** All rows of all tables, but for the record of steps and what belongs to an index of words. */
export const rowsOf = (db: DatabaseSync): Rows => {
  const tables = db
    .prepare(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT IN ('migrations', 'sqlite_sequence')
       AND sql NOT LIKE '%VIRTUAL%' ORDER BY name`,
    )
    .all()
    .map(({ name }) => String(name))
  const shadow = (name: string): boolean => /_(data|idx|content|docsize|config)$/.test(name)
  return Object.fromEntries(
    tables.filter(name => !shadow(name)).map(name => [name, db.prepare(`SELECT * FROM ${name}`).all()]),
  )
}
