import { dirname } from 'node:path'
import type { Command } from 'commander'
import { restoreFile } from '../adapters/sqlite/restore-file.ts'
import { isEmbedded, openDataFolder } from '../config/data-folder.ts'
import type { Config } from '../config/load-config.ts'
import type { CommandLine } from './command-line.ts'
import { show } from './command-line.ts'
import { synced } from './new-file.ts'
import { holdingData } from './open-migrator.ts'
import { runImport } from './run-import.ts'

interface Restored {
  readonly lines: readonly string[]
  readonly value: unknown
}

const restoreEmbedded = async (config: Config, file: string): Promise<Restored> => {
  const { database, live, jobs } = openDataFolder(config)
  const restored = await restoreFile({ from: file, to: database, others: [live, jobs], at: Date.now(), synced })
  await synced(dirname(database))
  const { kept, missing, counts } = restored
  return {
    value: { file, database, ...restored },
    lines: [
      `Restored: ${file} is ${database} now.`,
      ...Object.entries(counts).map(([table, count]) => `  ${table}: ${count}`),
      ...(kept === null ? [] : [`What was there is kept: ${kept}. Remove it when you need it no more.`]),
      ...(missing === 0
        ? []
        : [`Its schema is older, by ${missing}: run "chat-view migrate up" before the next start.`]),
      'Answers that were running come back as interrupted at the next start.',
    ],
  }
}

/** `restore <file>`: a backup in the place of what is stored, while no server runs (ST9). */
export const addRestoreCommand = (program: Command, line: CommandLine): void => {
  program
    .command('restore <file>')
    .description('put a backup in the place of the database; what was there is kept beside it')
    .option('--json', 'print JSON', false)
    .action(async (file: string, { json }: { json: boolean }) => {
      const config = line.config()
      const { lines, value } = await holdingData(config, () =>
        isEmbedded(config.DATABASE_URL) ? restoreEmbedded(config, file) : runImport(line, file),
      )
      show(line, json, value, lines)
    })
}
