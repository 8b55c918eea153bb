import type { Command } from 'commander'
import { backUp } from '../adapters/sqlite/back-up.ts'
import { dataFolderOf, isEmbedded } from '../config/data-folder.ts'
import type { CommandLine } from './command-line.ts'
import { show } from './command-line.ts'
import { linesOfCounts } from './export-command.ts'
import { makeNewFile } from './new-file.ts'
import { writeArchiveFile } from './write-archive-file.ts'

const warning = 'It holds texts and keys; keep it as safe as the database. SECRET_KEY is not in it.'

/** `backup <file>`: a copy of all that is stored, while a server runs (ST9). */
export const addBackupCommand = (program: Command, line: CommandLine): void => {
  program
    .command('backup <file>')
    .description('copy everything that is stored into a new file; also while a server runs')
    .option('--json', 'print JSON', false)
    .action(async (file: string, { json }: { json: boolean }) => {
      const config = line.config()
      if (isEmbedded(config.DATABASE_URL)) {
        const { database } = dataFolderOf(config)
        const checked = await makeNewFile(file, async temporary => backUp(database, temporary))
        const rows = Object.entries(checked.counts).map(([table, count]) => `  ${table}: ${count}`)
        show(line, json, { file, ...checked }, [`Backed up and checked: ${file}. ${warning}`, ...rows])
      } else {
        const { counts, checksums, sha256 } = await line.withStore(store => writeArchiveFile(line, store, file))
        const lines = [`Backed up: ${file}. ${warning}`, ...linesOfCounts(counts), `sha256: ${sha256}`]
        show(line, json, { file, counts, checksums, sha256 }, lines)
      }
    })
}
