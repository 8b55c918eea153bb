import type { Config } from '../config/load-config.ts'
import type { Store } from '../ports/store.ts'
import type { ExitCode } from './exit-codes.ts'

/** As whom the audit trail names the command line (CV4). */
export const actor = 'command-line'

/** What commands need of the process they run in, so that tests can give their own. */
export interface CommandLine {
  readonly env: Readonly<Record<string, string | undefined>>
  /** One line of what the command found or did. */
  print(line: string): void
  /** One line of what went wrong. */
  complain(line: string): void
  /** What the process shall end with. */
  exit(code: ExitCode): void
  /** The configuration; @throws ConfigError */
  config(): Config
  /** The store of the configuration, closed again after `use`. */
  withStore<T>(use: (store: Store) => Promise<T>): Promise<T>
}

/** Prints a result: as lines for people, or as one JSON document with `--json`. */
export const show = (line: CommandLine, json: boolean, value: unknown, lines: readonly string[]): void => {
  if (json) line.print(JSON.stringify(value))
  else for (const text of lines) line.print(text)
}
