import { makeHasher } from '../../cli/hasher.ts'
import type { ArchiveTrailer } from '../../domain/archive/archive-format.ts'
import { exportArchive } from '../../domain/archive/export-archive.ts'
import type { ImportPlace, ImportPlaces } from '../../domain/archive/import-archive.ts'
import { archiveKey } from '../../ports/archive-key.ts'
import type { ArchiveRow } from '../../ports/archive-row.ts'
import type { ArchiveKind, ArchiveReader } from '../../ports/archive-store.ts'
import type { Store } from '../../ports/store.ts'

/** All that a store holds, as lines of an archive, and what the last of them says. */
export const exportedLines = async (
  store: Pick<Store, 'openArchive' | 'kind'>,
  batch = 7,
): Promise<{ lines: string[]; trailer: ArchiveTrailer }> => {
  const reader = await store.openArchive()
  let text = ''
  const write = async (lines: string): Promise<void> => {
    text += lines
  }
  try {
    const trailer = await exportArchive({ reader, store: store.kind, at: 5, makeHasher, write, batch })
    return { lines: text.trimEnd().split('\n'), trailer }
  } finally {
    await reader.close()
  }
}

/** One opinion a message and user, of the newest answer, with nothing that says of which: as format 1 has them. */
const withoutNumbers = (rows: readonly ArchiveRow<'feedback'>[]): ArchiveRow<'feedback'>[] => [
  ...new Map(
    rows.map(({ row: { number: _, ...row } }) => {
      const key = archiveKey([row.messageId, row.userId])
      return [key, { key, row }]
    }),
  ).values(),
]

/** Reads a store as the first format has it. */
export const olderArchive = (store: Store): Pick<Store, 'openArchive' | 'kind'> => ({
  kind: store.kind,
  async openArchive(): Promise<ArchiveReader> {
    const reader = await store.openArchive()
    return {
      counts: () => reader.counts(),
      close: () => reader.close(),
      async read<K extends ArchiveKind>(kind: K, after: string | null, limit: number): Promise<ArchiveRow<K>[]> {
        if (kind !== 'feedback') return reader.read(kind, after, limit)
        const rows = after === null ? await reader.read('feedback', null, 500) : []
        return withoutNumbers(rows) as unknown as ArchiveRow<K>[]
      },
    }
  },
})

/** Lines as they come from a file. */
export async function* linesOf(lines: readonly string[]): AsyncGenerator<string> {
  for (const line of lines) yield line
}

/** Keeps an import's place in memory. */
export const memoryPlaces = (): ImportPlaces & { place: ImportPlace | null } => ({
  place: null,
  async load() {
    return this.place
  },
  async save(place) {
    this.place = place
  },
  async clear() {
    this.place = null
  },
})
