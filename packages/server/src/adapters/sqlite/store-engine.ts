import { checkpoints } from './checkpoints.ts'
import { commandGroup } from './command-group.ts'
import { connectWriter } from './connect.ts'
import { prepareSchema, type SchemaPolicy } from './migrate.ts'
import { sqlOn } from './sql.ts'
import { storeVerbs } from './store-verbs.ts'
import { tidying } from './tidying.ts'
import { writeContext } from './write-context.ts'
import type { WriteEngine } from './write-engine.ts'

/** What the writer of the store is opened with. */
export interface StoreEngineData {
  readonly path: string
  /** Milliseconds since the Unix epoch, for the record of migrations. */
  readonly now: number
  /** What may be done with a schema that is not the newest. */
  readonly migrate: SchemaPolicy
  /** Most pages that the file may have; a bound of one's own on the disk. Default: SQLite's. */
  readonly maxPages?: number
}

/** Opens the file's one writer, with the schema of this version. @throws store_unavailable naming DATABASE_URL */
export const openStoreEngine = ({ path, now, migrate, maxPages }: StoreEngineData): WriteEngine => {
  const db = connectWriter(path)
  try {
    prepareSchema(db, migrate, now)
    if (maxPages !== undefined) db.exec(`PRAGMA max_page_count = ${maxPages}`)
  } catch (error) {
    db.close()
    throw error
  }
  const sql = sqlOn(db)
  const run = tidying(db, commandGroup(db, storeVerbs(writeContext(sql)), sql.writes))
  const upkeep = checkpoints(db)
  return {
    run(calls) {
      upkeep.wrote(calls.length)
      return run(calls)
    },
    rest(idle) {
      upkeep.rest(idle)
    },
    close() {
      upkeep.finish()
      db.close()
    },
  }
}
