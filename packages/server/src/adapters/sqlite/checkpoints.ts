import type { DatabaseSync } from 'node:sqlite'

/** Calls after which the log is taken into the file even under load: a slice small enough not to be felt. */
const slice = 400

export interface Checkpoints {
  /** So many calls were written. */
  wrote(calls: number): void
  /** Takes a slice of the log into the file when enough has come together, or when nothing else waits. */
  rest(idle: boolean): void
  /** At the end: leaves no log behind. */
  finish(): void
}

/**
 * Checkpoints in slices, after answers have left, in place of SQLite's own, which would make one commit wait for a
 * thousand pages. PASSIVE waits for no reader. A failed one is tried again with the next slice.
 */
export const checkpoints = (db: DatabaseSync): Checkpoints => {
  const passive = db.prepare('PRAGMA wal_checkpoint(PASSIVE)')
  let written = 0

  const checkpoint = (): void => {
    try {
      passive.get()
      written = 0
    } catch {
      written = slice / 2
    }
  }
  return {
    wrote(calls) {
      written += calls
    },
    rest(idle) {
      if (written >= slice || (idle && written > 0)) checkpoint()
    },
    finish() {
      if (written > 0) checkpoint()
    },
  }
}
