/** A summary that has not come by then is waited for no longer; milliseconds. */
const longest = 120_000

const awaited = new Map<string, ReturnType<typeof setTimeout>>()
const listeners = new Set<() => void>()

const tell = (): void => {
  for (const listener of listeners) listener()
}

/** A summary of this thread was asked for, and is being written. */
export function awaitSummary(thread: string): void {
  clearTimeout(awaited.get(thread))
  awaited.set(
    thread,
    setTimeout(() => endAwaiting(thread), longest),
  )
  tell()
}

/** It is there, or will not come. */
export function endAwaiting(thread: string): void {
  clearTimeout(awaited.get(thread))
  if (awaited.delete(thread)) tell()
}

export const isAwaited = (thread: string): boolean => awaited.has(thread)

/** Calls when one is asked for or comes; the answer ends it. */
export function onAwaited(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
