import { DatabaseSync } from 'node:sqlite'

/** Counts what jobs did: every run, and every effect, which is one write under a unique key. */
export interface Ledger {
  began(key: string, worker: string): void
  /** Answers whether it changed anything. */
  effect(key: string, worker: string): boolean
  runs(): number
  /** Who did it, by key. */
  effects(): Map<string, string>
  close(): void
}

/** A ledger that several processes share. */
export const openLedger = (path: string): Ledger => {
  const db = new DatabaseSync(path, { timeout: 10_000 })
  db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
    CREATE TABLE IF NOT EXISTS runs (key TEXT, worker TEXT) STRICT;
    CREATE TABLE IF NOT EXISTS effects (key TEXT PRIMARY KEY, worker TEXT) STRICT`)
  const begin = db.prepare('INSERT INTO runs VALUES (?, ?)')
  const act = db.prepare('INSERT INTO effects VALUES (?, ?) ON CONFLICT DO NOTHING')
  return {
    began: (key, worker) => void begin.run(key, worker),
    effect: (key, worker) => act.run(key, worker).changes === 1,
    runs: () => Number(db.prepare('SELECT count(*) AS n FROM runs').get()?.n),
    effects: () =>
      new Map(
        db
          .prepare('SELECT key, worker FROM effects ORDER BY key')
          .all()
          .map(row => [String(row.key), String(row.worker)]),
      ),
    close: () => db.close(),
  }
}
