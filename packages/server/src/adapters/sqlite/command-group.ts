import type { DatabaseSync } from 'node:sqlite'
import { CodedError } from '../../ports/coded-error.ts'
import { type Failure, toFailure } from './failure.ts'
import type { Answer, Call, Verbs } from './write-engine.ts'

/** Writes a group of calls in one transaction, a savepoint each; never throws. */
export type CommandGroup = (calls: readonly Call[]) => Answer[]

const lost: Failure = {
  code: 'store_unavailable',
  detail: 'The store: the transaction that this was part of failed',
  retryAfter: 5,
}

/**
 * One transaction for what came together: a call that fails is undone alone, an error that ends the transaction (full
 * disk, I/O) fails them all, and nothing is answered before COMMIT (ST2).
 */
export const commandGroup = (db: DatabaseSync, verbs: Verbs): CommandGroup => {
  const begin = db.prepare('BEGIN IMMEDIATE')
  const commit = db.prepare('COMMIT')
  const savepoint = db.prepare('SAVEPOINT command')
  const release = db.prepare('RELEASE command')
  const undo = db.prepare('ROLLBACK TO command')

  const one = ([number, verb, argument]: Call): Answer => {
    const run = verbs[verb] as ((argument: unknown) => unknown) | undefined
    savepoint.run()
    try {
      if (run === undefined) throw new CodedError('internal', { detail: `The writer has no verb ${verb}` })
      const value = run(argument)
      release.run()
      return [number, null, value]
    } catch (error) {
      if (!db.isTransaction) throw error
      undo.run()
      release.run()
      return [number, toFailure(error), null]
    }
  }

  return calls => {
    try {
      begin.run()
      const answers = calls.map(one)
      commit.run()
      return answers
    } catch (error) {
      if (db.isTransaction) db.exec('ROLLBACK')
      const failure = toFailure(error)
      const shown = failure.code === 'store_unavailable' ? failure : { ...lost, cause: failure.cause ?? failure.code }
      return calls.map(([number]) => [number, shown, null])
    }
  }
}
