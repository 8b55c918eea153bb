import { DatabaseSync } from 'node:sqlite'
import type { AppendOutcome, LogPosition } from '../../ports/generation-log.ts'
import { judgeAppend } from '../../ports/judge-append.ts'
import type { LiveLogRow } from './live-log-message.ts'
import { makePrivateFile } from './private-file.ts'

const tables = `
  CREATE TABLE IF NOT EXISTS logs (
    generation TEXT PRIMARY KEY,
    term INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    expires_at INTEGER
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS logs_by_expiry ON logs (expires_at);
  CREATE TABLE IF NOT EXISTS entries (
    generation TEXT NOT NULL,
    term INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    items TEXT NOT NULL,
    PRIMARY KEY (generation, term, seq)
  ) STRICT, WITHOUT ROWID;
`

/** Logs that one purge removes at most, so that appends never wait long for it. */
const purgeSlice = 64

/** Milliseconds for which a truncation waits for a reader, who needs one statement. */
const patience = 1_000

/** The writing side of `live.db`: used by the log's thread alone. */
export class LiveLogFile {
  readonly #db: DatabaseSync
  readonly #statements

  constructor(path: string) {
    makePrivateFile(path)
    const db = new DatabaseSync(path)
    // A killed process loses nothing with NORMAL, a power loss what came after the last checkpoint.
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 0')
    db.exec(`PRAGMA secure_delete = ON; PRAGMA busy_timeout = ${patience}; ${tables}`)
    this.#db = db
    this.#statements = {
      top: db.prepare('SELECT term, seq FROM logs WHERE generation = ?'),
      items: db.prepare('SELECT items FROM entries WHERE generation = ? AND term = ? AND seq = ?'),
      setTop: db.prepare(
        `INSERT INTO logs (generation, term, seq) VALUES (?, ?, ?)
         ON CONFLICT (generation) DO UPDATE SET term = excluded.term, seq = excluded.seq`,
      ),
      addEntry: db.prepare('INSERT INTO entries (generation, term, seq, items) VALUES (?, ?, ?, ?)'),
      expire: db.prepare('UPDATE logs SET expires_at = ? WHERE generation = ?'),
      expired: db.prepare('SELECT generation FROM logs WHERE expires_at <= ? LIMIT ?'),
      dropEntries: db.prepare('DELETE FROM entries WHERE generation = ?'),
      dropLog: db.prepare('DELETE FROM logs WHERE generation = ?'),
      any: db.prepare('SELECT 1 FROM logs LIMIT 1'),
    }
  }

  /** All or nothing: what throws in here has written none of them. */
  append(rows: readonly LiveLogRow[]): AppendOutcome[] {
    return this.#transaction(() => rows.map(row => this.#appendOne(row)))
  }

  expire(generation: string, at: number): void {
    this.#statements.expire.run(at, generation)
  }

  /** Removes a log with its text from every file. @throws when the write-ahead log could not be emptied; again it can */
  drop(generation: string): void {
    this.#transaction(() => {
      this.#statements.dropEntries.run(generation)
      this.#statements.dropLog.run(generation)
    })
    this.#truncate()
  }

  /** A write and its undoing: proves that the file takes writes. */
  check(): void {
    this.#db.exec('BEGIN IMMEDIATE')
    this.#db.exec('ROLLBACK')
  }

  /** Moves the write-ahead log into the file, after a slice of what has expired was dropped. True: there may be more of it. */
  checkpoint(now: number): boolean {
    const dropped = this.#dropSlice(now)
    // Text that is gone shall not stay readable in the write-ahead log of an idle server.
    const mode = dropped > 0 && this.#statements.any.get() === undefined ? 'TRUNCATE' : 'PASSIVE'
    this.#db.exec(`PRAGMA wal_checkpoint(${mode})`)
    return dropped === purgeSlice
  }

  /** Answers how many logs it has dropped. */
  #dropSlice(now: number): number {
    const expired = this.#statements.expired.all(now, purgeSlice)
    if (expired.length === 0) return 0
    this.#transaction(() => {
      for (const { generation } of expired) {
        this.#statements.dropEntries.run(String(generation))
        this.#statements.dropLog.run(String(generation))
      }
    })
    return expired.length
  }

  #truncate(): void {
    const outcome = this.#db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()
    if (outcome?.busy !== 0) throw new Error('a reader keeps the write-ahead log of the live log from being emptied')
  }

  close(): void {
    this.#db.close()
  }

  #appendOne(row: LiveLogRow): AppendOutcome {
    const { generation, position } = row
    const found = this.#statements.top.get(generation)
    const top: LogPosition | null = found ? { term: Number(found.term), seq: Number(found.seq) } : null
    const verdict = judgeAppend(top, row)
    if (verdict === 'write') {
      this.#statements.addEntry.run(generation, position.term, position.seq, row.items)
      this.#statements.setTop.run(generation, position.term, position.seq)
      return { result: 'ok' }
    }
    if (verdict === 'compare') {
      const held = this.#statements.items.get(generation, position.term, position.seq)
      if (held?.items === row.items) return { result: 'held' }
    }
    return { result: 'top', top }
  }

  #transaction<T>(work: () => T): T {
    this.#db.exec('BEGIN IMMEDIATE')
    try {
      const result = work()
      this.#db.exec('COMMIT')
      return result
    } catch (error) {
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK')
      throw error
    }
  }
}
