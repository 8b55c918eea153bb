import type { Command } from 'commander'
import type { CommandLine } from './command-line.ts'
import { show } from './command-line.ts'
import { holdingData } from './open-migrator.ts'
import { runImport } from './run-import.ts'

/** `import <file>`: an archive into an empty store; interrupted, the same command goes on where it was (ST9). */
export const addImportCommand = (program: Command, line: CommandLine): void => {
  program
    .command('import <file>')
    .description('write an archive into an empty store; interrupted, the same again goes on')
    .option('--json', 'print JSON', false)
    .action(async (file: string, { json }: { json: boolean }) => {
      const { value, lines } = await holdingData(line.config(), () => runImport(line, file))
      show(line, json, value, lines)
    })
}
