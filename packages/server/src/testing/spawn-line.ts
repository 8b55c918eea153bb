import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { LineRun } from './run-line.ts'

const program = fileURLToPath(new URL('../cli.ts', import.meta.url))

/** Runs the command line in a process of its own, with only the environment that is given. */
export const spawnLine = async (args: readonly string[], env: Readonly<Record<string, string>>): Promise<LineRun> => {
  const child = spawn(process.execPath, ['--conditions=chat-view-source', program, ...args], {
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said = { out: '', err: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said.out += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said.err += text
  })
  const [code] = await once(child, 'close')
  return { code: Number(code ?? -1), ...said }
}
