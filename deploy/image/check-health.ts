// The image's health check: is the server alive? One that was, and only keeps silent now, is ended, so that whoever
// restarts containers that ended starts it again. One that takes no connection is starting or stopping, and left alone.
// Without an init process (`init: true`) it is process 1, which cannot be ended from inside: it counts as unhealthy.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'

/** What a check works with; what is not given is the container's. */
export interface HealthCheck {
  readonly url: string
  /** Remembers that the server was alive: one that takes long to start is left alone. */
  readonly mark: string
  /** Questions until it counts as dead, and milliseconds for each of them. */
  readonly tries: number
  readonly patienceMs: number
  /** The process to end; null where there is none that may be. */
  readonly server: () => number | null
}

type Answer = 'alive' | 'not alive' | 'silent'

const ask = async (url: string, ms: number): Promise<Answer> => {
  const signal = AbortSignal.timeout(ms)
  try {
    const answer = await fetch(url, { signal })
    await answer.body?.cancel()
    return answer.ok ? 'alive' : 'not alive'
  } catch {
    return signal.aborted ? 'silent' : 'not alive'
  }
}

/** Asks until there is an answer, `tries` times at most; ends a server that was alive before and is silent each time. */
export const checkHealth = async ({ url, mark, tries, patienceMs, server }: HealthCheck): Promise<boolean> => {
  for (let asked = 0; asked < tries; asked++) {
    const answer = await ask(url, patienceMs)
    if (answer === 'alive' && !existsSync(mark)) writeFileSync(mark, '')
    if (answer !== 'silent') return answer === 'alive'
  }
  const pid = existsSync(mark) ? server() : null
  if (pid !== null) {
    rmSync(mark)
    process.kill(pid, 'SIGKILL')
  }
  return false
}

/** What an init process runs. */
const childOfInit = (): number | null => {
  try {
    if (readFileSync('/proc/1/comm', 'utf8').trim() === 'node') return null
    const [pid] = readFileSync('/proc/1/task/1/children', 'utf8').trim().split(' ')
    return pid ? Number(pid) : null
  } catch {
    return null
  }
}

if (import.meta.main) {
  const alive = await checkHealth({
    url: `http://127.0.0.1:${process.env.PORT || '3000'}/health`,
    mark: '/tmp/chat-view-was-healthy',
    tries: 3,
    patienceMs: 5_000,
    server: childOfInit,
  })
  process.exit(alive ? 0 : 1)
}
