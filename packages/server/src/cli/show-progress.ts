import type { CommandLine } from './command-line.ts'

/** Milliseconds between two lines of progress: what ends sooner says nothing. */
const everyMs = 2_000

/** Tells how far something is, on the error output, now and then. */
export const showProgress = (line: Pick<CommandLine, 'complain'>, now: () => number = Date.now) => {
  let next = now() + everyMs
  return (text: string): void => {
    if (now() < next) return
    next = now() + everyMs
    line.complain(`… ${text}`)
  }
}
