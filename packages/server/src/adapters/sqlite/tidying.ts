import type { DatabaseSync } from 'node:sqlite'
import { CodedError } from '../../ports/coded-error.ts'
import type { CommandGroup } from './command-group.ts'
import { type Failure, toFailure } from './failure.ts'

/** What came of it: with a reader of an earlier state the write-ahead log can't be emptied yet. */
const emptyLog = (db: DatabaseSync): boolean => {
  const { timeout } = db.prepare('PRAGMA busy_timeout').get() as { timeout: number }
  db.exec('PRAGMA busy_timeout = 0')
  try {
    return db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()?.busy === 0
  } finally {
    db.exec(`PRAGMA busy_timeout = ${timeout}`)
  }
}

/** What was written with it is committed: a disk that is full fails nothing else. */
const tried = (empty: () => boolean): [failure: Failure | null, tidy: boolean | null] => {
  try {
    return [null, empty()]
  } catch (error) {
    return [toFailure(error), null]
  }
}

/**
 * Answers `tidy` when the group's transaction is over: the file holds all that was written, and the write-ahead log, in
 * which earlier states of its pages stand, is empty. What was removed from pages is overwritten by `secure_delete`.
 */
export const tidying =
  (db: DatabaseSync, run: CommandGroup): CommandGroup =>
  calls => {
    const answers = run(calls)
    if (!calls.some(([, verb]) => verb === 'tidy')) return answers
    const [failure, tidy] = tried(() => emptyLog(db))
    return answers.map((answer, index) =>
      calls[index]?.[1] === 'tidy' && answer[1] === null ? [answer[0], failure, tidy] : answer,
    )
  }

/** Milliseconds for which readers are waited for, and between two tries. */
const patience = 5_000
const pauseMs = 25

/** Tries until readers of an earlier state have gone. @throws store_unavailable when one stays */
export const tidyUp = async (attempt: () => Promise<boolean>): Promise<void> => {
  const end = performance.now() + patience
  while (!(await attempt())) {
    if (performance.now() > end)
      throw new CodedError('store_unavailable', {
        detail: 'Somebody reads an earlier state of the store, so what was removed is still in its write-ahead log',
        retryAfter: 5,
      })
    await new Promise(resolve => setTimeout(resolve, pauseMs))
  }
}
