/** What the command line's exit codes mean. */
export const exitCodes = {
  ok: 0,
  failed: 1,
  usage: 2,
  configuration: 3,
  unavailable: 4,
} as const

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]
