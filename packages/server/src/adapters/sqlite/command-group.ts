import type { DatabaseSync } from 'node:sqlite'
import { CodedError } from '../../ports/coded-error.ts'
import { type Failure, toFailure } from './failure.ts'
import type { Answer, Call, Verbs } from './write-engine.ts'

/** Writes a group of calls in one transaction, each wholly or not at all; never throws. */
export type CommandGroup = (calls: readonly Call[]) => Answer[]

const lost: Failure = {
  code: 'store_unavailable',
  detail: 'The store: the transaction that this was part of failed',
  retryAfter: 5,
}

const failed = (calls: readonly Call[], error: unknown): Answer[] => {
  const failure = toFailure(error)
  const shown = failure.code === 'store_unavailable' ? failure : { ...lost, cause: failure.cause ?? failure.code }
  return calls.map(([number]) => [number, shown, null])
}

/**
 * One transaction for what came together: a call that fails is undone alone, an error that ends the transaction (full
 * disk, I/O) fails them all, and nothing is answered before COMMIT (ST2). `writes` counts the statements that may have
 * written. Refusals come before any, as a rule, so a group is first run without savepoints, which cost a sixth of a
 * send; where a call fails after it wrote, the group is undone and run again with one for each call.
 */
export const commandGroup = (db: DatabaseSync, verbs: Verbs, writes: () => number): CommandGroup => {
  const begin = db.prepare('BEGIN IMMEDIATE')
  const commit = db.prepare('COMMIT')
  const rollback = db.prepare('ROLLBACK')
  const savepoint = db.prepare('SAVEPOINT command')
  const release = db.prepare('RELEASE command')
  const undo = db.prepare('ROLLBACK TO command')

  const perform = ([, verb, argument]: Call): unknown => {
    const run = verbs[verb] as ((argument: unknown) => unknown) | undefined
    if (run === undefined) throw new CodedError('internal', { detail: `The writer has no verb ${verb}` })
    return run(argument)
  }

  /** Null when a call has to be undone. */
  const together = (calls: readonly Call[]): Answer[] | null => {
    const answers: Answer[] = []
    for (const call of calls) {
      const before = writes()
      try {
        answers.push([call[0], null, perform(call)])
      } catch (error) {
        if (!db.isTransaction) throw error
        if (writes() !== before) return null
        answers.push([call[0], toFailure(error), null])
      }
    }
    return answers
  }

  const apart = (call: Call): Answer => {
    savepoint.run()
    try {
      const value = perform(call)
      release.run()
      return [call[0], null, value]
    } catch (error) {
      if (!db.isTransaction) throw error
      undo.run()
      release.run()
      return [call[0], toFailure(error), null]
    }
  }

  const repeat = (calls: readonly Call[]): Answer[] => {
    rollback.run()
    begin.run()
    return calls.map(apart)
  }

  return calls => {
    try {
      begin.run()
      const answers = together(calls) ?? repeat(calls)
      commit.run()
      return answers
    } catch (error) {
      if (db.isTransaction) rollback.run()
      return failed(calls, error)
    }
  }
}
