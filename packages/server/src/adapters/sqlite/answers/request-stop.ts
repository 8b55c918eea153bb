import { CodedError } from '../../../ports/coded-error.ts'
import type { Commit } from '../../../ports/commit.ts'
import type { GenerationRecord, GenerationStore } from '../../../ports/generation-store.ts'
import { once } from '../commands/known-commands.ts'
import { ThreadChange } from '../events/thread-change.ts'
import { type ThreadRow, threadById } from '../threads/thread-row.ts'
import type { WriteContext } from '../write-context.ts'
import { type GenerationRow, generationRow, toGenerationRecord } from './generation-row.ts'
import { planStops, stopGenerations } from './stop-generations.ts'

/** A run that is known. @throws not_found */
export const findGeneration = ({ sql }: WriteContext, id: string): GenerationRow => {
  const row = generationRow(sql, id)
  if (row === undefined) throw new CodedError('not_found')
  return row
}

/** The thread of a run, whatever became of it. @throws not_found */
export const threadOfRun = ({ sql }: WriteContext, { thread_id }: GenerationRow): ThreadRow => {
  const thread = sql.get<ThreadRow>(threadById, thread_id)
  if (thread === undefined) throw new CodedError('not_found')
  return thread
}

/** The stop wish of one run: one that nobody has begun ends there and then, one that has ended stays as it is. */
export const requestStop = (
  context: WriteContext,
  verb: Parameters<GenerationStore['requestStop']>[0],
): Commit<{ generation: GenerationRecord }> => {
  const { value, changes, replayed } = once(context, verb, () => {
    const row = findGeneration(context, verb.id)
    if (row.ended_at !== null) return { value: { id: row.id }, changes: [] }
    const thread = threadOfRun(context, row)
    const change = new ThreadChange(context, thread, verb.at, verb.command?.userId ?? null)
    const stops = planStops(context, { message: row.message_id })
    if (thread.deleted_at === null)
      for (const { id, messageId } of stops.queued)
        change.plan('answer.ended', { messageId, generationId: id, activity: true })
    const written = change.write()
    stopGenerations(context, stops, change.at)
    return { value: { id: row.id }, changes: written }
  })
  return { value: { generation: toGenerationRecord(findGeneration(context, value.id)) }, changes, replayed }
}
