import type { GenerationRecord, StartOutcome } from '../../../ports/generation-store.ts'
import { isDuplicate } from '../coded-mongo-error.ts'
import { isOpen } from '../models/generation.ts'
import type { MongoContext } from '../mongo-context.ts'
import { generationRecord } from './generation-record.ts'

/** The compare-and-set before the provider is called. One that is to stop is not begun. */
export const startGeneration = async (
  { generations }: MongoContext,
  id: string,
  term: number,
  at: number,
): Promise<StartOutcome> => {
  const waiting = { _id: id, term, state: 'queued', stopRequested: false } as const
  try {
    const started = await generations.update(waiting, { $set: { state: 'thinking', startedAt: at } })
    return started === 1 ? 'started' : 'refused'
  } catch (error) {
    // The index that lets one answer of a thread run.
    if (isDuplicate(error)) return 'waits'
    throw error
  }
}

/** Between the states of a run that has begun. */
export const moveGeneration = async (
  { generations }: MongoContext,
  id: string,
  term: number,
  state: 'streaming' | 'waiting',
): Promise<boolean> => {
  const running = { _id: id, term, state: { $in: ['thinking', 'streaming', 'waiting'] } } as const
  return (await generations.update(running, { $set: { state } })) === 1
}

/**
 * Takes a row over. One statement: the majority has the new term before anyone hears of it, and the same statement
 * again finds a row with the next term and this owner, which is the answer to a call whose reply was lost.
 */
export const raiseTerm = async (
  context: MongoContext,
  id: string,
  expected: number,
  owner: string,
): Promise<GenerationRecord | null> => {
  const next = expected + 1
  const raised = await context.generations.change(
    { _id: id, term: expected, ...isOpen },
    { $set: { term: next, owner } },
  )
  const run = raised ?? (await context.generations.get({ _id: id, term: next, owner, ...isOpen }))
  return run === null ? null : await generationRecord(context, run)
}
