import type { ArchiveRow, ArchiveRows } from './archive-row.ts'

export type ArchiveKind = keyof ArchiveRows

/** A view of the whole store at one moment, whatever is written meanwhile. */
export interface ArchiveReader {
  /** How many rows of each kind there are. */
  counts(): Promise<Record<ArchiveKind, number>>
  /** Rows of a kind in a stable order, after a key. */
  read<K extends ArchiveKind>(kind: K, after: string | null, limit: number): Promise<ArchiveRow<K>[]>
  close(): Promise<void>
}

/** Moves a whole installation from one store to another (ST9), in the neutral form of `archive-row.ts`. */
export interface ArchiveStore {
  openArchive(): Promise<ArchiveReader>
  /** Writes rows of one kind whose parents are there already, in one transaction; those that are there stay. Answers how many are new. */
  writeArchive<K extends ArchiveKind>(kind: K, rows: readonly ArchiveRow<K>[]): Promise<number>
  /**
   * Makes again what no archive holds, of all that was written: search entries, places in lists. In slices; interrupted
   * it begins anew, done again it changes nothing that anybody sees. `next`: where the next slice begins; null: done.
   */
  finishArchive(query: { after: string | null; limit: number }): Promise<{ done: number; next: string | null }>
  /** True when nothing was ever written: no project, no user. */
  isEmpty(): Promise<boolean>
}
