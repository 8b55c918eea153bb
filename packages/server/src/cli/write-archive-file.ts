import type { ArchiveTrailer } from '../domain/archive/archive-format.ts'
import { exportArchive } from '../domain/archive/export-archive.ts'
import type { Store } from '../ports/store.ts'
import { openArchiveSink } from './archive-file.ts'
import type { CommandLine } from './command-line.ts'
import { makeHasher } from './hasher.ts'
import { makeNewFile } from './new-file.ts'
import { showProgress } from './show-progress.ts'

/** Writes all that a store holds at one moment into a new file. */
export const writeArchiveFile = async (line: CommandLine, store: Store, path: string): Promise<ArchiveTrailer> => {
  const progress = showProgress(line)
  return makeNewFile(path, async temporary => {
    const sink = openArchiveSink(temporary, path)
    const reader = await store.openArchive()
    try {
      const trailer = await exportArchive({
        reader,
        store: store.kind,
        at: Date.now(),
        makeHasher,
        write: sink.write,
        progress: (done, of) => progress(`${done} of ${of} rows written`),
      })
      await sink.end()
      return trailer
    } finally {
      sink.destroy()
      await reader.close()
    }
  })
}
