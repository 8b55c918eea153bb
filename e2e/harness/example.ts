import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))

type Environment = Readonly<Record<string, string>>

const start = (args: readonly string[], env: Environment) =>
  spawn(process.execPath, ['--conditions=chat-view-source', ...args], {
    cwd: root,
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })

/** An example's web server, on a free port. */
export interface ExampleSite extends AsyncDisposable {
  readonly origin: string
}

/** Starts an example's web server with its arguments as its README says, and waits for the address that it prints. */
export const startExample = async (args: readonly string[], env: Environment): Promise<ExampleSite> => {
  const child = start(args, { PORT: '0', ...env })
  const ended = once(child, 'exit')
  const lines = createInterface(child.stdout)
  const [origin] = (await Promise.race([once(lines, 'line'), ended])) as [unknown]
  if (typeof origin !== 'string') throw new Error(`${args.join(' ')} ended with ${origin}`)
  return {
    origin,
    async [Symbol.asyncDispose]() {
      child.kill()
      await ended
    },
  }
}

/** Runs an example to its end, and answers what it printed and its exit code. */
export const runExample = async (
  args: readonly string[],
  env: Environment,
): Promise<{ readonly output: string; readonly code: number | null }> => {
  const child = start(args, env)
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text
  })
  const [code] = (await once(child, 'close')) as [number | null]
  return { output, code }
}
