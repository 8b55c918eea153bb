import { CodedError } from '../../../ports/coded-error.ts'
import type { GenerationRecord } from '../../../ports/generation-store.ts'
import type { GenerationRow } from '../models/generation.ts'
import type { ThreadRow } from '../models/thread.ts'
import type { MongoContext, MongoReader } from '../mongo-context.ts'
import { takeThread } from '../threads/find-thread.ts'
import { generationRecord } from './generation-record.ts'

/** A run that is known. @throws not_found */
export const findGeneration = async ({ generations }: MongoReader, id: string): Promise<GenerationRow> => {
  const run = await generations.get({ _id: id })
  if (run === null) throw new CodedError('not_found')
  return run
}

/** The thread of a run, whatever became of it, its turn taken. @throws not_found */
export const threadOfRun = async (context: MongoContext, { threadId }: GenerationRow): Promise<ThreadRow> => {
  const thread = await takeThread(context, threadId)
  if (thread === null) throw new CodedError('not_found')
  return thread
}

/** A run as it leaves the store, read again. @throws not_found */
export const recordOf = async (reader: MongoReader, id: string): Promise<GenerationRecord> => {
  const record = await generationRecord(reader, await findGeneration(reader, id))
  if (record === null) throw new CodedError('not_found')
  return record
}
