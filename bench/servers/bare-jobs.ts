import { DatabaseSync } from 'node:sqlite'

export interface BareJobs {
  /** Takes so many jobs through their life, all steps of all in one transaction each, synced as the jobs' file syncs. */
  group(count: number): void
}

/** Steps after which the write-ahead log is taken into the file, as the jobs' file does. */
const checkpointAfter = 400

/** The statements of a job's life on a connection of its own: asked for, locked, begun, over. */
export const bareJobs = (path: string): BareJobs => {
  const db = new DatabaseSync(path)
  db.exec(`
    PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY;
    PRAGMA wal_autocheckpoint = 0;
    CREATE TABLE jobs (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT, data TEXT, next_run_at INTEGER,
      locked_at INTEGER, last_run_at INTEGER, last_modified_by TEXT) STRICT;
    CREATE INDEX jobs_due ON jobs (name, next_run_at) WHERE locked_at IS NULL;
    CREATE INDEX jobs_key ON jobs (name, json_extract(data, '$.key'));`)
  const insert = db.prepare(
    "INSERT INTO jobs (name, data, next_run_at, last_modified_by) VALUES ('title', ?, ?, 'bench') RETURNING id",
  )
  const lock = db.prepare("UPDATE jobs SET locked_at = ?, last_modified_by = 'bench' WHERE id = ?")
  const begin = db.prepare('UPDATE jobs SET last_run_at = ?, locked_at = ? WHERE id = ?')
  const remove = db.prepare('DELETE FROM jobs WHERE id = ?')
  const [start, commit] = [db.prepare('BEGIN IMMEDIATE'), db.prepare('COMMIT')]
  const checkpoint = db.prepare('PRAGMA wal_checkpoint(PASSIVE)')
  let last = 0
  let written = 0

  const step = (run: () => void): void => {
    start.run()
    run()
    commit.run()
  }

  return {
    group(count) {
      const at = Date.now()
      const ids: number[] = []
      const data = () => JSON.stringify({ key: `k${++last}`, given: { thread: `k${last}` } })
      step(() => {
        for (let n = 0; n < count; n++) ids.push(Number(insert.get(data(), at)?.id))
      })
      for (const change of [
        (id: number) => lock.run(at, id),
        (id: number) => begin.run(at, at, id),
        (id: number) => remove.run(id),
      ])
        step(() => {
          for (const id of ids) change(id)
        })
      written += 4 * count
      if (written < checkpointAfter) return
      checkpoint.get()
      written = 0
    },
  }
}
