import { setTimeout as delay } from 'node:timers/promises'
import { type ImportResult, importArchive } from '../domain/archive/import-archive.ts'
import { CodedError } from '../ports/coded-error.ts'
import { archiveLines, importPlaces } from './archive-file.ts'
import type { CommandLine } from './command-line.ts'
import { linesOfCounts } from './export-command.ts'
import { makeHasher } from './hasher.ts'
import { showProgress } from './show-progress.ts'

/** Milliseconds for which a store that is busy is asked again: MongoDB keeps what a killed import had begun for a minute. */
const patience = 90_000
const pause = 5_000

const mayPass = (error: unknown): boolean =>
  error instanceof CodedError && error.code === 'store_unavailable' && error.retryAfter !== undefined

const patiently = async <T>(line: CommandLine, work: () => Promise<T>): Promise<T> => {
  for (const until = performance.now() + patience; ; ) {
    try {
      return await work()
    } catch (error) {
      if (!mayPass(error) || performance.now() > until) throw error
      line.complain('The store cannot be written to now; trying again.')
      await delay(pause)
    }
  }
}

const words = { checked: 'rows checked', written: 'rows written', finished: 'rows made findable' } as const

/** Writes an archive into the configured store, which must be empty or hold the beginning of it; tells how far it is. */
export const runImport = async (
  line: CommandLine,
  file: string,
): Promise<{ value: ImportResult; lines: readonly string[] }> => {
  const progress = showProgress(line)
  const value = await line.withStore(store =>
    patiently(line, () =>
      importArchive({
        store,
        lines: () => archiveLines(file),
        places: importPlaces(file, line.config().DATABASE_URL),
        makeHasher,
        progress: (what, done) => progress(`${done} ${words[what]}`),
      }),
    ),
  )
  const { counts, sha256, resumedAt } = value
  const from = resumedAt > 0 ? `, from row ${resumedAt} on` : ''
  return { value, lines: [`Imported: ${file}${from}.`, ...linesOfCounts(counts), `sha256: ${sha256}`] }
}
