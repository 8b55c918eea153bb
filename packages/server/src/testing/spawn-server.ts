import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('../main.ts', import.meta.url))

/**
 * Spawns a server from source with only the environment that is given, its output piped.
 * @param wrapper a command that runs it, as `setpriv --bounding-set=-all`
 */
export const spawnServer = (env: Readonly<Record<string, string>>, wrapper: readonly string[] = []): ChildProcess => {
  const [program = process.execPath, ...args] = [...wrapper, process.execPath, '--conditions=chat-view-source', main]
  return spawn(program, args, {
    env: { PATH: process.env.PATH ?? '', HOST: '127.0.0.1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}
