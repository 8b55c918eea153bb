import { CommanderError } from 'commander'
import { ConfigError } from '../config/config-error.ts'
import { CodedError } from '../ports/coded-error.ts'
import type { CommandLine } from './command-line.ts'
import { createProgram } from './create-program.ts'
import { type ExitCode, exitCodes } from './exit-codes.ts'
import { systemCommandLine } from './system-command-line.ts'

interface Failure {
  readonly code: ExitCode
  readonly lines: readonly string[]
}

const failureOf = (error: unknown): Failure => {
  if (error instanceof CommanderError) return { code: error.exitCode === 0 ? exitCodes.ok : exitCodes.usage, lines: [] }
  if (error instanceof ConfigError) return { code: exitCodes.configuration, lines: [error.message] }
  if (error instanceof CodedError) {
    const wrong = (error.errors ?? []).map(({ path, message }) => `  ${path}: ${message}`)
    const code = error.code === 'store_unavailable' ? exitCodes.unavailable : exitCodes.failed
    return { code, lines: [`${error.message} (${error.code})`, ...wrong] }
  }
  return { code: exitCodes.failed, lines: [error instanceof Error ? (error.stack ?? error.message) : String(error)] }
}

/** Runs one command; every failure becomes clear lines and a documented exit code. */
export const runCommandLine = async (
  args: readonly string[],
  line: CommandLine = systemCommandLine(process.env),
): Promise<void> => {
  try {
    await createProgram(line, args).parseAsync(args, { from: 'user' })
  } catch (error) {
    const { code, lines } = failureOf(error)
    for (const text of lines) line.complain(text)
    line.exit(code)
  }
}
