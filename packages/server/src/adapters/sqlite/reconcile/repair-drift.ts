import type { Sql } from '../sql.ts'
import type { WriteContext } from '../write-context.ts'
import { type DriftPlace, isRow } from './inspect.ts'
import { passes } from './passes.ts'
import type { Inspection, KeyValue, Rule } from './rule.ts'

/** Does what a trigger forbids to everybody else, within the transaction. */
const lifted = (sql: Sql, trigger: string | undefined, work: () => void): void => {
  const text =
    trigger &&
    sql.get<{ sql: string }>("SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND name = ?", trigger)?.sql
  if (text) sql.run(`DROP TRIGGER ${trigger}`)
  work()
  if (text) sql.run(text)
}

const change = (sql: Sql, pass: Inspection, rule: Rule, key: readonly KeyValue[], at: number): void => {
  const { repair, when } = rule
  const row = `${isRow(pass)} AND ?1 IS NOT NULL AND (${when})`
  if (repair === 'remove') sql.run(`DELETE FROM ${pass.table} AS r WHERE ${row}`, at, ...key)
  else if ('set' in repair) {
    const sets = Object.entries(repair.set).map(([column, value]) => `${column} = ${value}`)
    sql.run(`UPDATE ${pass.table} AS r SET ${sets.join(', ')} WHERE ${row}`, at, ...key)
  } else if (sql.get(`SELECT 1 FROM ${pass.table} r WHERE ${row}`, at, ...key) !== undefined)
    if (rule.also?.(sql, key) !== false) repair.mend(sql, key, at)
}

/** Puts one row right, if it still is what was found (ST3). */
export const repairDrift = ({ sql }: WriteContext, place: DriftPlace, at: number): void => {
  const pass = passes[place.pass]
  const rule = pass?.rules[place.rule]
  if (pass === undefined || rule === undefined) return
  lifted(sql, rule.lifting, () => change(sql, pass, rule, place.key, at))
}
