import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))

type Environment = Readonly<Record<string, string>>

const start = (args: readonly string[], env: Environment) =>
  spawn(process.execPath, ['--conditions=chat-view-source', ...args], {
    cwd: root,
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })

/** An example's web server, on a free port. */
export interface ExampleSite extends AsyncDisposable {
  readonly origin: string
}

/** Starts an example's web server with its arguments as its README says, and waits for the address that it prints. */
export const startExample = async (args: readonly string[], env: Environment): Promise<ExampleSite> => {
  const child = start(args, { PORT: '0', ...env })
  child.stderr.pipe(process.stderr)
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

/** Runs an example to its end, and answers what it printed, what it complained of, and its exit code. */
export const runExample = async (
  args: readonly string[],
  env: Environment,
): Promise<{ readonly output: string; readonly errors: string; readonly code: number | null }> => {
  const child = start(args, env)
  const ended = once(child, 'close')
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)])
  const [code] = (await ended) as [number | null]
  return { output, errors, code }
}
