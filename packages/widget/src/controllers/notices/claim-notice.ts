/** For so long no other tab tells of the same; milliseconds. */
const heldMs = 5_000

/** A tab in which one looks at the answer comes before those in the background; milliseconds. */
const yieldMs = 400

const delay = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise(resolve => {
    const stop = (): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', stop)
      resolve()
    }
    const timer = setTimeout(stop, ms)
    signal.addEventListener('abort', stop, { once: true })
  })

/**
 * Is it this tab that makes a sound about a message? Of several that have the chat open, one does, and none where one is
 * `looking` at it. A browser without locks lets each.
 */
export async function claimNotice(message: string, looking: boolean, signal: AbortSignal): Promise<boolean> {
  if (!looking) await delay(yieldMs, signal)
  if (signal.aborted) return false
  const { locks } = navigator
  if (!locks) return !looking
  return new Promise(resolve => {
    const hold = async (lock: Lock | null): Promise<void> => {
      resolve(lock !== null && !looking)
      if (lock) await delay(heldMs, signal)
    }
    locks.request(`chat-view:notice:${message}`, { ifAvailable: true }, hold).catch(() => resolve(false))
  })
}
