import { monitorEventLoopDelay } from 'node:perf_hooks'

/** How late the event loop is. */
export interface LoopDelay {
  /** Milliseconds by which most turns of the last second or two were late; one long pause alone doesn't count. */
  now(): number
  stop(): void
}

const resolutionMs = 20
const windowMs = 1000

/** Watches this process's event loop until it is stopped. */
export const watchLoopDelay = (): LoopDelay => {
  const histogram = monitorEventLoopDelay({ resolution: resolutionMs })
  let before = 0
  const current = (): number => Math.max(0, histogram.percentile(90) / 1e6 - resolutionMs)
  histogram.enable()
  const timer = setInterval(() => {
    before = current()
    histogram.reset()
  }, windowMs)
  timer.unref()
  return {
    now: () => Math.max(before, current()),
    stop() {
      clearInterval(timer)
      histogram.disable()
    },
  }
}
