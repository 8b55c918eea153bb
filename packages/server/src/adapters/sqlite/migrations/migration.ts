import type { DatabaseSync } from 'node:sqlite'

/** One numbered step of the schema, and the way back (ST4). A released one is never changed: a new one follows it. */
export interface Migration {
  readonly number: number
  readonly name: string
  readonly up: string
  /** Makes rows that SQL cannot make, after `up` and in its transaction. */
  readonly fill?: (db: DatabaseSync) => void
  readonly down: string
}
