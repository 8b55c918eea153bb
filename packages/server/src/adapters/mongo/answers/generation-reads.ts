import type { ContextRecord } from '@chat-view/protocol'
import type { GenerationRecord } from '../../../ports/generation-store.ts'
import { isOpen } from '../models/generation.ts'
import type { MongoReader } from '../mongo-context.ts'
import { generationRecord, generationRecords } from './generation-record.ts'

export const getGeneration = async (reader: MongoReader, id: string): Promise<GenerationRecord | null> => {
  const run = await reader.generations.get({ _id: id })
  return run === null ? null : await generationRecord(reader, run)
}

/** Also those of threads that were deleted meanwhile: they still want an end. Oldest first. */
export const openGenerations = async (
  reader: MongoReader,
  { owner, threadId }: { owner?: string; threadId?: string } = {},
): Promise<GenerationRecord[]> => {
  const whose = { ...(owner === undefined ? {} : { owner }), ...(threadId === undefined ? {} : { threadId }) }
  const hint = threadId !== undefined ? 'of_thread' : owner !== undefined ? 'of_owner' : 'running'
  const runs = await reader.generations.all({ ...whose, ...isOpen }, { sort: { createdAt: 1, _id: 1 }, hint })
  return generationRecords(reader, runs)
}

export const contextOf = async ({ generations }: MongoReader, id: string): Promise<ContextRecord | null> => {
  const pipeline = [{ $match: { _id: id } }, { $project: { contextRecord: 1 } }]
  const [row] = await generations.aggregate<{ contextRecord: ContextRecord | null }>(pipeline)
  return row?.contextRecord ?? null
}
