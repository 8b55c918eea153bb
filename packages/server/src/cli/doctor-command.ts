import type { Command } from 'commander'
import type { CommandLine } from './command-line.ts'
import { show } from './command-line.ts'
import { examine } from './doctor.ts'
import { exitCodes } from './exit-codes.ts'

const marks = { ok: 'ok  ', warn: 'note', bad: 'BAD ' } as const

/** `doctor`: looks at what a start needs; fails when something is wrong. */
export const addDoctorCommand = (program: Command, line: CommandLine): void => {
  program
    .command('doctor')
    .description('look at everything that a start needs')
    .option('--json', 'print JSON', false)
    .action(async ({ json }: { json: boolean }) => {
      const findings = await examine(line.config())
      show(
        line,
        json,
        findings,
        findings.map(({ name, state, detail }) => `${marks[state]} ${name}: ${detail}`),
      )
      if (findings.some(({ state }) => state === 'bad')) line.exit(exitCodes.failed)
    })
}
