import type { DriftKind } from '../../../ports/reconcile-store.ts'
import type { Sql } from '../sql.ts'

/** A value of a row's key. */
export type KeyValue = string | number

/** A repair that SQL alone cannot say. */
export type Mend = (sql: Sql, key: readonly KeyValue[], at: number) => void

/**
 * One way in which a row `r` can disagree with others. All texts are SQL on that row, `?1` is the time of the walk. A
 * repair holds the condition again, so that what was put right meanwhile is left alone.
 */
export interface Rule {
  readonly kind: DriftKind
  readonly field: string | null
  readonly when: string
  /** Looked at where `when` holds, for what SQL cannot say: true, the row is wrong. */
  readonly also?: (sql: Sql, key: readonly KeyValue[]) => boolean
  /** Numbers and ids; never text of people. Default: null. */
  readonly found?: string
  readonly expected?: string
  readonly repair: 'remove' | { readonly set: Readonly<Record<string, string>> } | { readonly mend: Mend }
  /** A trigger that forbids to everybody else what this repair does. */
  readonly lifting?: string
}

/** Rules about the rows of one table. */
export interface Inspection {
  readonly table: string
  /** What a row is, in the glossary's words. */
  readonly of: string
  /** Columns of its key, in order; the numeric ones are named. */
  readonly key: readonly string[]
  readonly rules: readonly Rule[]
}

export const numericKeys: ReadonlySet<string> = new Set(['seq', 'number', 'moment'])

/** Removes what lost its parent. */
export const orphan = (column: string, parent: string, parentKey = 'id'): Rule => ({
  kind: 'orphan',
  field: null,
  when: `NOT EXISTS (SELECT 1 FROM ${parent} p WHERE p.${parentKey} = r.${column})`,
  found: `r.${column}`,
  repair: 'remove',
})

/** Forgets a reference that leads nowhere. */
export const dangling = (column: string, field: string, parent: string): Rule => ({
  kind: 'orphan',
  field,
  when: `r.${column} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM ${parent} p WHERE p.id = r.${column})`,
  found: `r.${column}`,
  repair: { set: { [column]: 'NULL' } },
})

/** Removes what belongs to another project than its parent. */
export const foreign = (own: string, parents: string): Rule => ({
  kind: 'foreign_project',
  field: null,
  when: `${own} <> ${parents}`,
  found: own,
  expected: parents,
  repair: 'remove',
})

/** Sets a value to what it has to be. */
export const restored = (kind: DriftKind, field: string, column: string, expected: string, where = 'true'): Rule => ({
  kind,
  field,
  when: `(${where}) AND r.${column} <> (${expected})`,
  found: `r.${column}`,
  expected,
  repair: { set: { [column]: expected } },
})
