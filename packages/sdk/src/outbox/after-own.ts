import type { OutboxItem } from './outbox-item.ts'

interface Versioned {
  readonly id: string
  readonly version: number
}

/**
 * A later change of a row that one's own earlier one has changed: written before that was done, it counts from its
 * outcome. Where somebody else changed the row as well, it stays the stale one that it is (CV5).
 */
export const afterOwn = (later: OutboxItem, done: OutboxItem, result: unknown): OutboxItem => {
  const { message, thread, version } = later.args
  const { [message ? 'message' : 'thread']: row } = result as { readonly [kind: string]: Versioned | undefined }
  // A pin is the user's own, and no change of the thread.
  return later.lane === done.lane &&
    !('pinned' in done.args) &&
    row?.id === (message ?? thread) &&
    row?.version === Number(version) + 1
    ? { ...later, args: { ...later.args, version: row.version } }
    : later
}
