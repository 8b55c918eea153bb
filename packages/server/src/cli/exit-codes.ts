/** What the command line's exit codes mean. */
export const exitCodes = {
  ok: 0,
  failed: 1,
  usage: 2,
  configuration: 3,
  unavailable: 4,
  /** What was looked for is there: missing steps of the schema, drift that was found. */
  found: 5,
  /** What was to be verified is not what it says. */
  invalid: 6,
} as const

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]
