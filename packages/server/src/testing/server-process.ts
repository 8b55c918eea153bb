import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** A real server process with a data folder of its own, which outlives kills and restarts. */
export interface ServerProcess extends AsyncDisposable {
  /** Its address, the same after each restart. */
  readonly url: string
  readonly port: number
  readonly folder: string
  readonly pid: number
  /** All that it printed, of every run. */
  readonly output: string
  /** Sends a signal and waits for the end; answers the exit code, null after a signal's death. */
  kill(signal: NodeJS.Signals): Promise<number | null>
  /** Starts it again on the same port and folder, with more of an environment if given. */
  start(env?: Record<string, string>): Promise<void>
  /** Ends it and removes its folder. */
  close(): Promise<void>
}

const main = fileURLToPath(new URL('../main.ts', import.meta.url))
const startLimitMs = 60_000

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => resolve(port))
    })
  })

const waitUntilReady = async (url: string, ended: () => boolean, output: () => string): Promise<void> => {
  const limit = AbortSignal.timeout(startLimitMs)
  while (!limit.aborted && !ended()) {
    const ready = await fetch(`${url}/health`, { signal: limit }).then(
      response => response.ok,
      () => false,
    )
    if (ready) return
    await new Promise(resolve => setTimeout(resolve, 25))
  }
  throw new Error(`The server did not start:\n${output()}`)
}

class Run implements ServerProcess {
  readonly port: number
  readonly folder: string
  readonly url: string
  readonly #env: Record<string, string>
  #child: ChildProcess | undefined
  #output = ''

  constructor(port: number, folder: string, env: Record<string, string>) {
    this.port = port
    this.folder = folder
    this.url = `http://127.0.0.1:${port}`
    this.#env = env
  }

  get pid(): number {
    return this.#child?.pid ?? 0
  }

  get output(): string {
    return this.#output
  }

  async start(env: Record<string, string> = {}): Promise<void> {
    const child = spawn(process.execPath, ['--conditions=chat-view-source', main], {
      env: {
        PATH: process.env.PATH ?? '',
        DATABASE_URL: `sqlite:${join(this.folder, 'chat-view.db')}`,
        HOST: '127.0.0.1',
        PORT: String(this.port),
        LOG_LEVEL: 'warn',
        ...this.#env,
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.#child = child
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#output = (this.#output + text).slice(-100_000)
      })
    }
    const ended = (): boolean => child.exitCode !== null || child.signalCode !== null
    await waitUntilReady(this.url, ended, () => this.#output)
  }

  async kill(signal: NodeJS.Signals): Promise<number | null> {
    const child = this.#child
    if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null
    const gone = new Promise<number | null>(resolve => child.once('exit', resolve))
    child.kill(signal)
    return gone
  }

  async close(): Promise<void> {
    await this.kill('SIGKILL')
    await rm(this.folder, { recursive: true, force: true })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close()
  }
}

/** Starts a server from source on a free port, with an empty data folder and only the environment that is given. */
export const startServerProcess = async (env: Record<string, string> = {}): Promise<ServerProcess> => {
  const run = new Run(await freePort(), await mkdtemp(join(tmpdir(), 'chat-view-server-')), env)
  try {
    await run.start()
  } catch (error) {
    await run.close()
    throw error
  }
  return run
}
