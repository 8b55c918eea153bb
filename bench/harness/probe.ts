import { monitorEventLoopDelay } from 'node:perf_hooks'
import { onQuestion } from './questions.ts'

// Loaded into every process of a benchmark before its program: how it fares can be asked from outside.

/** Microseconds of CPU that all threads of a process have used. */
const cpu = (): number => {
  const { user, system } = process.cpuUsage()
  return user + system
}

/** How the event loop did, in milliseconds. */
export interface LoopReport {
  /** How late the loop's turns were. */
  readonly p99: number
  readonly max: number
  /** Most CPU that the main thread used between two turns: no task can have been longer. Waiting for a core isn't in it. */
  readonly longestTask: number
}

const resolution = 10
let delay: ReturnType<typeof monitorEventLoopDelay> | undefined
let watch: NodeJS.Timeout | undefined
let longest = 0

const mainThread = (): number => {
  const { user, system } = process.threadCpuUsage()
  return user + system
}

const watchTasks = (): void => {
  longest = 0
  let before = mainThread()
  watch = setInterval(() => {
    const now = mainThread()
    longest = Math.max(longest, now - before)
    before = now
  }, 1)
}

onQuestion('cpu', cpu)
onQuestion('memory', async () => {
  for (let i = 0; i < 3; i++) {
    globalThis.gc?.()
    await new Promise(resolve => setTimeout(resolve, 50))
  }
  const { rss, heapUsed, external } = process.memoryUsage()
  return { rss, heap: heapUsed, external }
})
onQuestion('watch loop', () => {
  delay = monitorEventLoopDelay({ resolution })
  delay.enable()
  watchTasks()
})
onQuestion('loop', (): LoopReport => {
  clearInterval(watch)
  delay?.disable()
  const late = (value = 0): number => Math.max(0, value / 1e6 - resolution)
  return { p99: late(delay?.percentile(99)), max: late(delay?.max), longestTask: longest / 1000 }
})
onQuestion('end', () => {
  setImmediate(() => process.exit())
})
