import { Command } from 'commander'
import type { CommandLine } from './command-line.ts'
import { addDoctorCommand } from './doctor-command.ts'
import { addKeyCommands } from './key-commands.ts'
import { addOperatorCommands } from './operator-commands.ts'
import { addProjectCommands } from './project-commands.ts'
import { addStartCommand } from './start-command.ts'
import { addTokenCommand } from './token-command.ts'

/** The whole command line, as a tree of commands. */
export const createProgram = (line: CommandLine): Command => {
  const program = new Command('chat-view')
    .description('The chat-view server and what its operators need')
    .exitOverride()
    .configureOutput({
      writeOut: text => line.print(text.trimEnd()),
      writeErr: text => line.complain(text.trimEnd()),
    })
  addStartCommand(program, line)
  addProjectCommands(program, line)
  addKeyCommands(program, line)
  addTokenCommand(program, line)
  addOperatorCommands(program, line)
  addDoctorCommand(program, line)
  return program
}
