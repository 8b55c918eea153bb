import type { Commit } from '../../../ports/commit.ts'
import type { GenerationRecord, GenerationStore } from '../../../ports/generation-store.ts'
import { once } from '../commands/known-commands.ts'
import { ThreadChange } from '../events/thread-change.ts'
import type { MongoContext } from '../mongo-context.ts'
import { findGeneration, recordOf, threadOfRun } from './find-generation.ts'
import { planStops, stopGenerations } from './stop-generations.ts'

/** The stop wish of one run: one that nobody has begun ends there and then, one that has ended stays as it is. */
export const requestStop = async (
  context: MongoContext,
  verb: Parameters<GenerationStore['requestStop']>[0],
): Promise<Commit<{ generation: GenerationRecord }>> => {
  const { value, changes, replayed } = await once(context, verb, async () => {
    const run = await findGeneration(context, verb.id)
    if (run.endedAt !== null) return { value: { id: run._id }, changes: [] }
    const thread = await threadOfRun(context, run)
    const change = new ThreadChange(context, thread, verb.at, verb.command?.userId ?? null)
    const stops = await planStops(context, { message: run.messageId })
    if (thread.deletedAt === null)
      for (const { _id, messageId } of stops.queued)
        change.plan('answer.ended', { messageId, generationId: _id, activity: true })
    const written = await change.write()
    await stopGenerations(context, stops, change.at)
    return { value: { id: run._id }, changes: written }
  })
  return { value: { generation: await recordOf(context, value.id) }, changes, replayed }
}
