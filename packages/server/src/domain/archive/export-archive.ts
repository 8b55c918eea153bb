import { type ArchiveRow, archiveKinds } from '../../ports/archive-row.ts'
import type { ArchiveKind, ArchiveReader } from '../../ports/archive-store.ts'
import type { Hasher, MakeHasher } from '../../ports/hasher.ts'
import { type ArchiveTrailer, archiveFormat, archiveVersion, canonicalJson } from './archive-format.ts'

export interface ExportOptions {
  readonly reader: ArchiveReader
  /** The store's kind, for the header. */
  readonly store: string
  readonly at: number
  readonly makeHasher: MakeHasher
  /** Takes some lines, each with its end. */
  write(lines: string): Promise<void>
  readonly signal?: AbortSignal
  /** Told after each batch: rows written, of how many. */
  progress?(done: number, of: number): void
  /** Rows that are read at once; default 500. */
  readonly batch?: number
}

/** Writes all that a view of a store holds, one row a line (ST9): a header, the rows parents first, and what they add up to. */
export const exportArchive = async (options: ExportOptions): Promise<ArchiveTrailer> => {
  const { reader, store, at, makeHasher, write, signal, progress, batch = 500 } = options
  const whole = makeHasher()
  const hashers = Object.fromEntries(archiveKinds.map(kind => [kind, makeHasher()])) as Record<ArchiveKind, Hasher>
  const counts = Object.fromEntries(archiveKinds.map(kind => [kind, 0])) as Record<ArchiveKind, number>
  const total = Object.values(await reader.counts()).reduce((sum, count) => sum + count, 0)
  let done = 0

  const put = async (lines: string): Promise<void> => {
    whole.update(lines)
    await write(lines)
  }

  await put(`${canonicalJson({ format: archiveFormat, version: archiveVersion, createdAt: at, store })}\n`)
  for (const kind of archiveKinds)
    for (let after: string | null = null; ; ) {
      signal?.throwIfAborted()
      const rows: ArchiveRow<ArchiveKind>[] = await reader.read(kind, after, batch)
      const lines = rows.map(({ key, row }) => `${canonicalJson({ kind, key, row })}\n`).join('')
      hashers[kind].update(lines)
      counts[kind] += rows.length
      done += rows.length
      if (rows.length > 0) await put(lines)
      progress?.(done, total)
      if (rows.length < batch) break
      after = rows.at(-1)?.key ?? null
    }
  const checksums = Object.fromEntries(archiveKinds.map(kind => [kind, hashers[kind].digest()])) as Record<
    ArchiveKind,
    string
  >
  const trailer = { counts, checksums, sha256: whole.digest() }
  await write(`${canonicalJson(trailer)}\n`)
  return trailer
}
