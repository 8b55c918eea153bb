import { runCommandLine } from '../cli/run-command-line.ts'
import { systemCommandLine } from '../cli/system-command-line.ts'

/** What one command printed, and what its process would have ended with. */
export interface LineRun {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** Runs the command line in this process, with only the environment that is given. */
export const runLine = async (args: readonly string[], env: Readonly<Record<string, string>>): Promise<LineRun> => {
  const out: string[] = []
  const err: string[] = []
  let code = 0
  await runCommandLine(args, {
    ...systemCommandLine(env),
    print: text => out.push(text),
    complain: text => err.push(text),
    exit: ended => {
      code = ended
    },
  })
  return { code, out: out.join('\n'), err: err.join('\n') }
}
