import type { DatabaseSync } from 'node:sqlite'
import { connectReader } from './connect.ts'
import { toFailure } from './failure.ts'
import { type Sql, sqlOn } from './sql.ts'
import type { Answer, Verbs, WriteEngine } from './write-engine.ts'

/** An engine that only reads, on a connection of its own: for long looks at much, away from the thread that serves. */
export const readingEngine = (path: string, open: (sql: Sql, db: DatabaseSync) => Verbs): WriteEngine => {
  const db = connectReader(path)
  const verbs = open(sqlOn(db), db)
  return {
    run: calls =>
      calls.map(([number, name, argument]): Answer => {
        try {
          const verb = verbs[name] as (argument: unknown) => unknown
          return [number, null, verb(argument)]
        } catch (error) {
          return [number, toFailure(error), null]
        }
      }),
    rest() {},
    close: () => db.close(),
  }
}
