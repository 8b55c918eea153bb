import type { ArchiveRows } from '../../../ports/archive-row.ts'
import type { ArchiveKind } from '../../../ports/archive-store.ts'
import type { WriteContext } from '../write-context.ts'

type Form = 'plain' | 'json' | 'flag'

interface Column {
  readonly column: string
  readonly form: Form
  /** What it holds where an older archive does not say: SQL, as in `derived`. */
  readonly otherwise?: string
}

/** Where a field of an archived row is: in a column, or in what an expression on `r` reads and nobody writes. */
export type Field = Column | { readonly read: string; readonly form: Form }

export const plain = (column: string): Column => ({ column, form: 'plain' })
export const json = (column: string): Field => ({ column, form: 'json' })
export const flag = (column: string): Field => ({ column, form: 'flag' })
export const read = (sql: string, form: Form = 'plain'): Field => ({ read: sql, form })

/** How rows of a kind lie in this store. */
export interface ArchiveTable<K extends ArchiveKind> {
  readonly table: string
  /** Columns or expressions on `r` that order the rows, in the order of the key. */
  readonly order: readonly string[]
  /** Conditions that part the rows: all that fit the first come before the rest, and the number leads their keys. */
  readonly parts?: readonly string[]
  readonly fields: { readonly [F in keyof ArchiveRows[K]]-?: Field }
  /**
   * Columns that no archive holds, as SQL. `{field}` stands for a field of the row, `{moment}` for the next place in the
   * order of commits, `{place}` for the last part of the key.
   */
  readonly derived?: Readonly<Record<string, string>>
  /** Columns of the key by which a row that is there already is known. */
  readonly unique: string
  /** Where that says too little: SQL, as in `derived`, that is true when the row is not there. */
  readonly absent?: string
  /** After a row that is new. */
  after?(context: WriteContext, row: ArchiveRows[K]): void
}
