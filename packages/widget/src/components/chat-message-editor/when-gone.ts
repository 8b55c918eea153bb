import type { ThreadHandle } from '@chat-view/sdk'

/**
 * Tells when a message is no more: deleted, or set aside by an edit of an earlier question. One that is only not loaded any
 * more has nothing before it. The answer ends it.
 */
export const whenGone = (thread: ThreadHandle, key: string, tell: () => void): (() => void) => {
  const [first = ''] = thread.$timeline.get().keys
  const look = (): void => {
    const view = thread.message(key)
    const { keys } = thread.$timeline.get()
    const isAside = keys.includes(first) && !keys.includes(key)
    if (view ? view.deletedAt !== null || view.id === null : isAside) tell()
  }
  // Before anything is drawn of it.
  const stops = [thread.$message(key).listen(look), thread.$timeline.listen(look)]
  return () => {
    for (const stop of stops) stop()
  }
}
