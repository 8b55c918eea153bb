import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { endWithUs } from './end-with-us.ts'

/** Milliseconds: a busy machine starts a server slowly. */
export const redisLaunchTimeout = 60_000

export interface RedisProcessOptions {
  readonly binary: string
  readonly port: number
  /** Makes it a member of a cluster, whose members talk at this port. */
  readonly clusterPort: number | undefined
  readonly args: readonly string[]
}

/** One `redis-server` of a test, which can be killed, put to sleep and started again on its data. */
export class RedisProcess {
  readonly port: number
  readonly clusterPort: number | undefined
  readonly url: string
  readonly #options: RedisProcessOptions
  readonly #folder = mkdtempSync(join(tmpdir(), 'chat-view-redis-'))
  #child: ChildProcess | null = null

  constructor(options: RedisProcessOptions) {
    this.#options = options
    this.port = options.port
    this.clusterPort = options.clusterPort
    this.url = `redis://127.0.0.1:${options.port}`
  }

  start(): void {
    if (this.#child !== null) return
    const { binary, port, clusterPort, args } = this.#options
    const member =
      clusterPort === undefined
        ? []
        : [
            '--cluster-enabled',
            'yes',
            '--cluster-port',
            String(clusterPort),
            '--cluster-node-timeout',
            '5000',
            '--cluster-require-full-coverage',
            'no',
            // A replica that was promoted has what it has, however old.
            '--cluster-replica-validity-factor',
            '0',
            '--repl-diskless-sync-delay',
            '0',
          ]
    const own = [
      '--port',
      String(port),
      '--bind',
      '127.0.0.1',
      '--dir',
      this.#folder,
      '--save',
      '',
      '--loglevel',
      'warning',
    ]
    const file = ['--appendonly', 'yes', '--appendfsync', 'no']
    this.#child = endWithUs(spawn(binary, [...own, ...file, ...member, ...args], { stdio: 'ignore' }))
  }

  /** @param signal SIGKILL, as a crash does, unless told */
  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const child = this.#child
    if (child === null) return
    this.#child = null
    if (child.exitCode !== null || child.signalCode !== null) return
    const exit = once(child, 'exit')
    child.kill(signal)
    await exit
  }

  /** Nothing is answered until `resume`; connections stay open. */
  pause(): void {
    this.#child?.kill('SIGSTOP')
  }

  resume(): void {
    this.#child?.kill('SIGCONT')
  }

  /** Removes all that it keeps; only while it does not run. */
  wipe(): void {
    rmSync(this.#folder, { recursive: true, force: true })
    mkdirSync(this.#folder)
  }

  async remove(): Promise<void> {
    await this.kill()
    rmSync(this.#folder, { recursive: true, force: true })
  }
}
