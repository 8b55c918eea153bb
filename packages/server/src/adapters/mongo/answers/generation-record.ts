import type { MessagePart } from '@chat-view/protocol'
import type { GenerationRecord } from '../../../ports/generation-store.ts'
import { answersAt } from '../messages/shown-answers.ts'
import type { GenerationRow } from '../models/generation.ts'
import type { MongoReader } from '../mongo-context.ts'
import { readTools } from './kept-tools.ts'

/** Does it go on from parts that are there? Its version's, until it ends and changes them. */
const goesOn = ({ continues, endedAt }: GenerationRow): boolean => continues && endedAt === null

/** The parts that were there before each of these runs, by the run's id. At most one of them is open in a message. */
export const basesOf = async (
  reader: MongoReader,
  runs: readonly GenerationRow[],
): Promise<Map<string, readonly MessagePart[]>> => {
  const going = runs.filter(goesOn)
  const places = going.map(({ messageId, version }) => ({ messageId, number: version }))
  const answers = await answersAt(reader, places)
  return new Map(going.map(({ _id, messageId }) => [_id, answers.get(messageId)?.parts ?? []]))
}

/** Rows as they leave the store, in the same order. One whose thread is purged has nobody to tell, and is left out. */
export const generationRecords = async (
  reader: MongoReader,
  runs: readonly GenerationRow[],
): Promise<GenerationRecord[]> => {
  if (runs.length === 0) return []
  const threads = await reader.threads.all({ _id: { $in: [...new Set(runs.map(({ threadId }) => threadId))] } })
  const projects = new Map(threads.map(({ _id, projectId }) => [_id, projectId]))
  const bases = await basesOf(reader, runs)
  return runs.flatMap(run => {
    const projectId = projects.get(run.threadId)
    return projectId === undefined ? [] : toGenerationRecord(run, projectId, bases.get(run._id) ?? [])
  })
}

export const toGenerationRecord = (
  run: GenerationRow,
  projectId: string,
  base: readonly MessagePart[],
): GenerationRecord => ({
  id: run._id,
  messageId: run.messageId,
  threadId: run.threadId,
  projectId,
  userId: run.userId,
  version: run.version,
  state: run.state,
  owner: run.owner,
  term: run.term,
  stopRequested: run.stopRequested,
  base,
  provider: run.provider,
  model: run.model,
  tools: readTools(run.tools),
  createdAt: run.createdAt,
})

/** One that is known; null: its thread is purged. */
export const generationRecord = async (reader: MongoReader, run: GenerationRow): Promise<GenerationRecord | null> =>
  (await generationRecords(reader, [run]))[0] ?? null
