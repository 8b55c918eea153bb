import { type ChildProcess, spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { endWithUs } from './end-with-us.ts'

// From source, or packed: there the command line is the program, and starts a server when nothing is named.
const main = fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? '../main.ts' : '../cli.js', import.meta.url))

/** Where Node keeps what it compiled: starting from source then costs half as much. */
const compiled = (): string => {
  const modules = dirname(dirname(createRequire(import.meta.url).resolve('zod/package.json')))
  return join(modules, '.cache', 'chat-view-compiled')
}

/**
 * Spawns a server with only the environment that is given, its output piped.
 * @param wrapper a command that runs it, as `setpriv --bounding-set=-all`
 */
export const spawnServer = (env: Readonly<Record<string, string>>, wrapper: readonly string[] = []): ChildProcess => {
  const [program = process.execPath, ...args] = [...wrapper, process.execPath, '--conditions=chat-view-source', main]
  return endWithUs(
    spawn(program, args, {
      env: { PATH: process.env.PATH ?? '', HOST: '127.0.0.1', NODE_COMPILE_CACHE: compiled(), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    }),
  )
}
