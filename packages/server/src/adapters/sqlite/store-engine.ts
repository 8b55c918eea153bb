import { checkpoints } from './checkpoints.ts'
import { commandGroup } from './command-group.ts'
import { connectWriter } from './connect.ts'
import { migrate } from './migrate.ts'
import { purging } from './purging.ts'
import { sqlOn } from './sql.ts'
import { type Purged, storeVerbs } from './store-verbs.ts'
import { writeContext } from './write-context.ts'
import type { WriteEngine } from './write-engine.ts'

/** What the writer of the store is opened with. */
export interface StoreEngineData {
  readonly path: string
  /** Milliseconds since the Unix epoch, for the record of migrations. */
  readonly now: number
  /** Most pages that the file may have; a bound of one's own on the disk. Default: SQLite's. */
  readonly maxPages?: number
}

/** Opens the file's one writer, with the schema of this version. @throws store_unavailable naming DATABASE_URL */
export const openStoreEngine = ({ path, now, maxPages }: StoreEngineData): WriteEngine => {
  const db = connectWriter(path)
  try {
    migrate(db, { at: now })
    if (maxPages !== undefined) db.exec(`PRAGMA max_page_count = ${maxPages}`)
  } catch (error) {
    db.close()
    throw error
  }
  const sql = sqlOn(db)
  const run = commandGroup(db, storeVerbs(writeContext(sql)), sql.writes)
  const upkeep = checkpoints(db)
  const purge = (at: number): number => {
    const [answer] = run([[0, 'purge', [at]]])
    const purged = answer?.[2] as Purged | null | undefined
    return purged ? purged.commands + purged.sessions : 0
  }
  const purges = purging(purge, () => Date.now())
  return {
    run(calls) {
      upkeep.wrote(calls.length)
      return run(calls)
    },
    rest(idle) {
      purges.rest()
      upkeep.rest(idle)
    },
    close() {
      upkeep.finish()
      db.close()
    },
  }
}
