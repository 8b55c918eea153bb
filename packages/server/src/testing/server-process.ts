import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { lowPort } from './low-port.ts'
import { spawnServer } from './spawn-server.ts'

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

/** It lived, and was not up in time: what it printed tells nothing wrong. */
export class StartTimeout extends Error {
  override readonly name = 'StartTimeout'
}

const startLimitMs = 60_000
const longestOutput = 8_000_000

/** It is ready, or listens and waits for its database. */
const answers = /is ready at|waits for its database/

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
    const child = spawnServer({
      DATABASE_URL: `sqlite:${join(this.folder, 'chat-view.db')}`,
      DATA_FOLDER: this.folder,
      PORT: String(this.port),
      LOG_LEVEL: 'warn',
      ...this.#env,
      ...env,
    })
    this.#child = child
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const words = (): string => `The server did not start:\n${this.#output}`
    const tooLate = setTimeout(() => reject(new StartTimeout(words())), startLimitMs)
    child.once('close', () => reject(new Error(words())))
    let printed = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#output = (this.#output + text).slice(-longestOutput)
        if (!answers.test(printed)) printed += text
        if (answers.test(printed)) resolve()
      })
    }
    await promise.finally(() => clearTimeout(tooLate))
  }

  async kill(signal: NodeJS.Signals): Promise<number | null> {
    const child = this.#child
    if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null
    // Not `exit`: what it printed last is still on its way then.
    const closed = once(child, 'close')
    child.kill(signal)
    const [code] = await closed
    return code as number | null
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
  const run = new Run(await lowPort(), await mkdtemp(join(tmpdir(), 'chat-view-server-')), env)
  try {
    await run.start()
  } catch (error) {
    await run.close()
    throw error
  }
  return run
}
