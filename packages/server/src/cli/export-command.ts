import type { Command } from 'commander'
import { archiveKinds } from '../ports/archive-row.ts'
import type { ArchiveKind } from '../ports/archive-store.ts'
import type { CommandLine } from './command-line.ts'
import { show } from './command-line.ts'
import { writeArchiveFile } from './write-archive-file.ts'

/** How many rows of each kind, as lines; kinds without rows are left out. */
export const linesOfCounts = (counts: Readonly<Record<ArchiveKind, number>>): string[] =>
  archiveKinds.flatMap(kind => (counts[kind] === 0 ? [] : [`  ${kind}: ${counts[kind]}`]))

/** `export <file>`: all that is stored, as of one moment, in a form that every store can take (ST9); also while a server runs. */
export const addExportCommand = (program: Command, line: CommandLine): void => {
  program
    .command('export <file>')
    .description('write everything into a new archive, for another store; packed if its name ends in .gz')
    .option('--json', 'print JSON', false)
    .action(async (file: string, { json }: { json: boolean }) => {
      const trailer = await line.withStore(store => writeArchiveFile(line, store, file))
      show(line, json, { file, ...trailer }, [
        `Written: ${file}. It holds texts and keys; keep it as safe as the database.`,
        ...linesOfCounts(trailer.counts),
        `sha256: ${trailer.sha256}`,
      ])
    })
}
