import type { ArchiveRow } from '../../../ports/archive-row.ts'
import type { ArchiveKind } from '../../../ports/archive-store.ts'
import { readingEngine } from '../reading-engine.ts'
import type { WriteEngine } from '../write-engine.ts'
import { countArchive, readArchive } from './read-archive.ts'

/** What the reader of an archive does. */
export type ArchiveVerbs = {
  readonly counts: (none: null) => Record<ArchiveKind, number>
  readonly read: (query: { kind: ArchiveKind; after: string | null; limit: number }) => ArchiveRow<ArchiveKind>[]
}

/** Reads as of the moment at which it was opened: one transaction from then to its end. */
export const openArchiveEngine = (path: string): WriteEngine =>
  readingEngine(path, (sql, db) => {
    db.exec('BEGIN')
    // The transaction begins with its first read.
    sql.get('SELECT 1 FROM projects')
    return {
      counts: () => countArchive(sql),
      read: ({ kind, after, limit }) => readArchive(sql, kind, after, limit),
    } satisfies ArchiveVerbs
  })
