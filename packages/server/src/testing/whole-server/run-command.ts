import { join } from 'node:path'
import { runCommandLine } from '../../cli/run-command-line.ts'
import { systemCommandLine } from '../../cli/system-command-line.ts'

/** Runs the command line on a data folder, beside the server that uses it, and answers its JSON. */
export const runCommand = async <T>(folder: string, ...args: string[]): Promise<T> => {
  let printed = ''
  const line = systemCommandLine({ DATABASE_URL: `sqlite:${join(folder, 'chat-view.db')}` })
  await runCommandLine([...args, '--json'], {
    ...line,
    print: text => {
      printed += text
    },
    exit: code => {
      if (code !== 0) throw new Error(`chat-view ${args.join(' ')} ended with ${code}`)
    },
  })
  return JSON.parse(printed) as T
}
