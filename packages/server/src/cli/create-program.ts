import { Command } from 'commander'
import { addBackupCommand } from './backup-command.ts'
import type { CommandLine } from './command-line.ts'
import { addDoctorCommand } from './doctor-command.ts'
import { addExportCommand } from './export-command.ts'
import { addImportCommand } from './import-command.ts'
import { addKeyCommands } from './key-commands.ts'
import { addMigrateCommand } from './migrate-command.ts'
import { addOperatorCommands } from './operator-commands.ts'
import { addProjectCommands } from './project-commands.ts'
import { addReconcileCommand } from './reconcile-command.ts'
import { addRestoreCommand } from './restore-command.ts'
import { addStartCommand } from './start-command.ts'
import { addTokenCommand } from './token-command.ts'
import { addUserCommands } from './user-commands.ts'
import { addVerifyCommand } from './verify-command.ts'
import { addWebhookCommands } from './webhook-commands.ts'

/** The whole command line, as a tree of commands. @param args what was written behind its name */
export const createProgram = (line: CommandLine, args: readonly string[]): Command => {
  const program = new Command('chat-view')
    .description('The chat-view server and what its operators need')
    .exitOverride()
    .configureOutput({
      writeOut: text => line.print(text.trimEnd()),
      writeErr: text => line.complain(text.trimEnd()),
    })
  const [first = '-'] = args
  addStartCommand(program, line, first.startsWith('-'))
  addProjectCommands(program, line)
  addKeyCommands(program, line)
  addTokenCommand(program, line)
  addOperatorCommands(program, line)
  addUserCommands(program, line)
  addWebhookCommands(program, line)
  addVerifyCommand(program, line)
  addMigrateCommand(program, line)
  addReconcileCommand(program, line)
  addBackupCommand(program, line)
  addRestoreCommand(program, line)
  addExportCommand(program, line)
  addImportCommand(program, line)
  addDoctorCommand(program, line)
  return program
}
