import type { ArchiveKind } from '../../ports/archive-store.ts'

/** What the first line of an archive says. */
export interface ArchiveHeader {
  readonly format: 'chat-view archive'
  /** Of the format; an archive of a newer one is refused. */
  readonly version: number
  readonly createdAt: number
  /** The kind of store that it was read from. */
  readonly store: string
}

/** What the last line says of all before it. */
export interface ArchiveTrailer {
  readonly counts: Readonly<Record<ArchiveKind, number>>
  /** SHA-256 over the rows of each kind: the same rows in another store have the same. */
  readonly checksums: Readonly<Record<ArchiveKind, string>>
  /** SHA-256 over every line before. */
  readonly sha256: string
}

export const archiveFormat = 'chat-view archive'
export const archiveVersion = 2

/** JSON whose members are in the order of their names at every depth: equal values are equal texts. */
export const canonicalJson = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
