import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import type { JobWorkerOptions } from './job-worker-process.ts'

const program = fileURLToPath(new URL('./job-worker-process.ts', import.meta.url))

/** A worker in a process of its own, that can be killed, or stopped and woken. */
export interface WorkerProcess extends AsyncDisposable {
  /** Lines that it said so far. */
  readonly lines: readonly string[]
  /** Resolves with the next line that begins so, from all that it says. */
  said(beginning: string): Promise<string>
  tell(line: string): void
  signal(signal: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): void
  readonly gone: Promise<unknown>
}

export const startWorkerProcess = (options: JobWorkerOptions): WorkerProcess => {
  const child = spawn(process.execPath, ['--conditions=chat-view-source', program, JSON.stringify(options)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const gone = once(child, 'exit')
  // A test that gave up in the middle leaves none, stopped or not.
  onTestFinished(() => void child.kill('SIGKILL'))
  const lines: string[] = []
  let waiting: { beginning: string; resolve: (line: string) => void }[] = []
  createInterface({ input: child.stdout }).on('line', line => {
    lines.push(line)
    for (const { beginning, resolve } of waiting) if (line.startsWith(beginning)) resolve(line)
    waiting = waiting.filter(({ beginning }) => !line.startsWith(beginning))
  })
  return {
    lines,
    gone,
    said(beginning) {
      const line = lines.find(one => one.startsWith(beginning))
      return line === undefined ? new Promise(resolve => waiting.push({ beginning, resolve })) : Promise.resolve(line)
    },
    tell: line => void child.stdin.write(`${line}\n`),
    signal: name => void child.kill(name),
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL')
      await gone
    },
  }
}
