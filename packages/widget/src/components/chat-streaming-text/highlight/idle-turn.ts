/** A browser without idle callbacks, as Safari was for long, waits this many milliseconds instead. */
const PAUSE = 50
/** Nobody waits longer for colours, however busy the page is. */
const TIMEOUT = 2_000

/** Waits until the page has nothing better to do; rejects when the signal aborts. */
export const idleTurn = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    signal.throwIfAborted()
    const done = (): void => {
      signal.removeEventListener('abort', drop)
      resolve()
    }
    const cancel = 'requestIdleCallback' in globalThis ? idle(done) : later(done)
    const drop = (): void => {
      cancel()
      reject(signal.reason)
    }
    signal.addEventListener('abort', drop, { once: true })
  })

const idle = (done: () => void): (() => void) => {
  const handle = requestIdleCallback(done, { timeout: TIMEOUT })
  return () => cancelIdleCallback(handle)
}

const later = (done: () => void): (() => void) => {
  const timer = setTimeout(done, PAUSE)
  return () => clearTimeout(timer)
}
