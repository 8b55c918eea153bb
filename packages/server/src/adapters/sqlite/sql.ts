import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'

/** A connection's statements, each prepared once. The texts are constants of this adapter, so their number is bound. */
export interface Sql {
  get<Row>(text: string, ...values: SQLInputValue[]): Row | undefined
  all<Row>(text: string, ...values: SQLInputValue[]): Row[]
  /** Writes; answers how many rows changed. */
  run(text: string, ...values: SQLInputValue[]): number
  /** Writes one row and answers what it returns. */
  change<Row>(text: string, ...values: SQLInputValue[]): Row | undefined
  /** How many statements were begun that write. */
  writes(): number
  /** Several reads of one state of the database. */
  snapshot<T>(read: () => T): T
}

/** Statements on a connection. The row types are what the texts select: the adapter's word, checked by its tests. */
export const sqlOn = (db: DatabaseSync): Sql => {
  const statements = new Map<string, StatementSync>()
  const prepared = (text: string): StatementSync => {
    let statement = statements.get(text)
    if (statement === undefined) {
      statement = db.prepare(text)
      statements.set(text, statement)
    }
    return statement
  }
  let writes = 0
  const begin = db.prepare('BEGIN')
  const commit = db.prepare('COMMIT')
  return {
    get: <Row>(text: string, ...values: SQLInputValue[]) => prepared(text).get(...values) as Row | undefined,
    all: <Row>(text: string, ...values: SQLInputValue[]) => prepared(text).all(...values) as Row[],
    run: (text, ...values) => {
      writes++
      return Number(prepared(text).run(...values).changes)
    },
    change: <Row>(text: string, ...values: SQLInputValue[]) => {
      writes++
      return prepared(text).get(...values) as Row | undefined
    },
    writes: () => writes,
    snapshot(read) {
      if (db.isTransaction) return read()
      begin.run()
      try {
        return read()
      } finally {
        if (db.isTransaction) commit.run()
      }
    },
  }
}
