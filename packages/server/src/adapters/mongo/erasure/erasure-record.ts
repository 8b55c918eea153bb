import type { ErasureRecord } from '../../../ports/erasure-store.ts'
import { type ErasureRow, isUnfinished } from '../models/erasure.ts'
import type { MongoReader } from '../mongo-context.ts'

const toRecord = (row: ErasureRow): ErasureRecord => ({
  id: row._id,
  projectId: row.projectId,
  userId: row.userId,
  subjectHash: row.subjectHash,
  requestedAt: row.requestedAt,
  finishedAt: row.finishedAt,
  counts: { threads: row.threads, messages: row.messages },
})

export const getErasure = async (reader: MongoReader, id: string): Promise<ErasureRecord | null> => {
  const row = await reader.erasures.get({ _id: id })
  return row === null ? null : toRecord(row)
}

export const findErasure = async (reader: MongoReader, subjectHash: string): Promise<ErasureRecord | null> => {
  const row = await reader.erasures.get({ subjectHash })
  return row === null ? null : toRecord(row)
}

export const openErasures = async (reader: MongoReader): Promise<ErasureRecord[]> =>
  (await reader.erasures.all(isUnfinished, { sort: { requestedAt: 1, _id: 1 } })).map(toRecord)
