import type { Db } from 'mongodb'

/**
 * One numbered step of the schema, and the way back (ST4). A released one is never changed: a new one follows it. A step
 * that was interrupted is taken again from its beginning, so each of its statements may be repeated.
 */
export interface Migration {
  readonly number: number
  readonly name: string
  up(db: Db): Promise<void>
  down(db: Db): Promise<void>
}
