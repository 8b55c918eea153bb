import { DatabaseSync } from 'node:sqlite'
import { checkpoints } from '../checkpoints.ts'
import { commandGroup } from '../command-group.ts'
import { migrate } from '../migrate.ts'
import { makePrivateFile } from '../private-file.ts'
import { sqlOn } from '../sql.ts'
import type { WriteEngine } from '../write-engine.ts'
import { jobVerbs } from './job-verbs.ts'
import { jobMigrations } from './migrations/index.ts'

/** What the writer of the jobs' file is opened with. */
export interface JobsEngineData {
  readonly path: string
}

/** Milliseconds for which a start waits for another process to let go of the file. */
const patience = 2_000

/** Opens the jobs' file, with the schema of this version. Made if it isn't there; readable by this user only. */
export const openJobsEngine = ({ path }: JobsEngineData): WriteEngine => {
  makePrivateFile(path)
  const db = new DatabaseSync(path, { timeout: patience })
  try {
    // A wish that was acknowledged is kept: what asked for it forgets it then.
    db.exec(`
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = FULL;
      PRAGMA secure_delete = ON;
      PRAGMA temp_store = MEMORY;
      PRAGMA wal_autocheckpoint = 0;
    `)
    migrate(db, { at: Date.now(), steps: jobMigrations })
  } catch (error) {
    db.close()
    throw error
  }
  const sql = sqlOn(db)
  const run = commandGroup(db, jobVerbs(sql, Date.now), sql.writes)
  const upkeep = checkpoints(db)
  return {
    run(calls) {
      upkeep.wrote(calls.length)
      return run(calls)
    },
    rest: idle => upkeep.rest(idle),
    close() {
      upkeep.finish()
      db.close()
    },
  }
}
