import { spawn } from 'node:child_process'
import { delimiter, join } from 'node:path'
import { repository } from './repository.ts'

export interface Command {
  /** A program of `node_modules/.bin`, or of the system. */
  readonly program: string
  readonly args: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** Milliseconds until it is ended and counts as failed. Default: 15 minutes. */
  readonly limit?: number
}

export interface CommandResult {
  readonly ok: boolean
  readonly output: string
  readonly milliseconds: number
}

/** Milliseconds that the pipes of a program that has ended may stay open. */
const pipesMs = 2_000

const bin = join(repository, 'node_modules', '.bin')

/** Runs one command in the repository's root, with the project's own Node first, and keeps what it prints. */
export function runCommand({ program, args, env, limit = 900_000 }: Command): Promise<CommandResult> {
  const started = performance.now()
  const { FORCE_COLOR: _colour, ...plain } = process.env // its mere presence colours, whatever it says
  return new Promise(resolve => {
    const child = spawn(program, args, {
      cwd: repository,
      env: { ...plain, NO_COLOR: '1', ...env, PATH: `${bin}${delimiter}${process.env.PATH ?? ''}` },
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    })
    const pieces: string[] = []
    let lastWords: NodeJS.Timeout | undefined
    const keep = (piece: string) => pieces.push(piece)
    child.stdout.setEncoding('utf8').on('data', keep)
    child.stderr.setEncoding('utf8').on('data', keep)
    const timer = setTimeout(() => {
      keep(`\nended after ${limit / 1000} s\n`)
      child.kill('SIGKILL')
      finish(false) // what it started may hold the pipes open for ever
    }, limit)
    const finish = (ok: boolean) => {
      clearTimeout(timer)
      clearTimeout(lastWords)
      child.stdout.destroy()
      child.stderr.destroy()
      resolve({ ok, output: pieces.join('').trim(), milliseconds: performance.now() - started })
    }
    child.once('error', error => {
      keep(`${program}: ${error.message}`)
      finish(false)
    })
    child.once('close', code => finish(code === 0))
    // What it started and left behind may hold the pipes; its own last words are there by then.
    child.once('exit', code => {
      lastWords = setTimeout(() => finish(code === 0), pipesMs)
    })
  })
}
