import { makeHasher } from '../../cli/hasher.ts'
import type { ArchiveTrailer } from '../../domain/archive/archive-format.ts'
import { exportArchive } from '../../domain/archive/export-archive.ts'
import type { ImportPlace, ImportPlaces } from '../../domain/archive/import-archive.ts'
import type { Store } from '../../ports/store.ts'

/** All that a store holds, as lines of an archive, and what the last of them says. */
export const exportedLines = async (store: Store, batch = 7): Promise<{ lines: string[]; trailer: ArchiveTrailer }> => {
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
