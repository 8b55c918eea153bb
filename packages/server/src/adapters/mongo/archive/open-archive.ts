import { MongoServerError } from 'mongodb'
import type { ArchiveRow } from '../../../ports/archive-row.ts'
import type { ArchiveKind, ArchiveReader } from '../../../ports/archive-store.ts'
import { CodedError } from '../../../ports/coded-error.ts'
import { codedMongoError } from '../coded-mongo-error.ts'
import { mongoContext } from '../mongo-context.ts'
import type { MongoLink } from '../mongo-link.ts'
import { countArchive, readArchive } from './read-archive.ts'

/** SnapshotTooOld, SnapshotUnavailable. */
const forgotten = new Set<unknown>([239, 246])

const readable = (error: unknown): CodedError =>
  error instanceof MongoServerError && forgotten.has(error.code)
    ? new CodedError('store_unavailable', {
        detail:
          'The store: reading took longer than MongoDB keeps the past. Remedy: raise its parameter ' +
          'minSnapshotHistoryWindowInSeconds for as long as this takes.',
        cause: error,
      })
    : codedMongoError(error)

/** A view of what a majority has at this moment, for as long as the server keeps the past. */
export const openArchive = async (link: MongoLink): Promise<ArchiveReader> => {
  const { client, models, now } = link.use()
  const session = client.startSession({ snapshot: true })
  const reader = mongoContext(models, session, now)
  const reading = async <T>(read: () => Promise<T>): Promise<T> => {
    try {
      return await read()
    } catch (error) {
      throw readable(error)
    }
  }
  try {
    // The moment is that of the first read.
    await reading(() => reader.projects.get({}))
  } catch (error) {
    await session.endSession().catch(() => {})
    throw error
  }
  return {
    counts: () => reading(() => countArchive(reader)),
    read: <K extends ArchiveKind>(kind: K, after: string | null, limit: number) =>
      reading(() => readArchive(reader, kind, after, limit)) as unknown as Promise<ArchiveRow<K>[]>,
    close: async () => void (await session.endSession().catch(() => {})),
  }
}
