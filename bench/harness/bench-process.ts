import { type ChildProcess, spawn } from 'node:child_process'
import { setPriority } from 'node:os'
import { fileURLToPath } from 'node:url'
import { type Core, pinned } from './cores.ts'
import type { Answer, Question } from './questions.ts'

export interface BenchProcessOptions {
  readonly core: Core
  readonly env?: Readonly<Record<string, string>>
  readonly args?: readonly string[]
  /** A folder for the CPU profiles of its threads, which are written when it ends. */
  readonly profiles?: string | undefined
}

interface Waiting {
  resolve(value: unknown): void
  reject(error: Error): void
}

const probe = new URL('./probe.ts', import.meta.url)

/** A process of a benchmark, which answers questions. It ends with its parent, however that ends. */
export class BenchProcess implements AsyncDisposable {
  readonly #child: ChildProcess
  readonly #waiting = new Map<number, Waiting>()
  readonly #exit: Promise<void>
  /** Rejects when it has ended. */
  readonly ended: Promise<never>
  #last = 0

  constructor(script: URL, { core, env = {}, args = [], profiles }: BenchProcessOptions) {
    const flags = ['--expose-gc', '--conditions=chat-view-source', `--import=${probe.href}`]
    const { BENCH_PROFILE: all, BENCH_PRIORITY: priority } = process.env
    const profile = profiles ?? (core === 'load' ? undefined : all)
    if (profile) flags.push('--cpu-prof', `--cpu-prof-dir=${profile}`)
    const [program = '', ...words] = [...pinned(core), process.execPath, ...flags, fileURLToPath(script), ...args]
    this.#child = spawn(program, words, {
      env: { PATH: process.env.PATH ?? '', ...env },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    // On a machine that does other things too, what is measured would else be the others.
    if (priority && this.#child.pid) setPriority(this.#child.pid, Number(priority))
    this.#exit = new Promise(resolve => this.#child.once('exit', () => resolve()))
    this.ended = this.#exit.then(() => {
      throw new Error(`${script.pathname} has ended`)
    })
    this.ended.catch(() => {})
    this.#child.on('message', (answer: Answer) => this.#settle(answer))
    this.#child.on('exit', (code, signal) => this.#failAll(new Error(`${script.pathname} ended: ${code ?? signal}`)))
    this.#child.on('error', error => this.#failAll(error))
  }

  /** Asks what the process has a handler for. */
  ask<T>(kind: string, argument: unknown = null): Promise<T> {
    const id = ++this.#last
    return new Promise<T>((resolve, reject) => {
      this.#waiting.set(id, { resolve: resolve as Waiting['resolve'], reject })
      this.#child.send({ id, kind, argument } satisfies Question, error => {
        if (error) this.#settle({ id, error: error.message })
      })
    })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      this.ask('end').catch(() => {})
      const patience = setTimeout(() => this.#child.kill('SIGKILL'), 10_000)
      await this.#exit
      clearTimeout(patience)
    }
  }

  #settle(answer: Answer): void {
    const waiting = this.#waiting.get(answer.id)
    this.#waiting.delete(answer.id)
    if ('error' in answer) waiting?.reject(new Error(answer.error))
    else waiting?.resolve(answer.value)
  }

  #failAll(error: Error): void {
    for (const { reject } of this.#waiting.values()) reject(error)
    this.#waiting.clear()
  }
}
