import type { ThreadEntry } from '@chat-view/sdk'

/** The heading under which a thread stands. */
export type ThreadGroupName = 'pinned' | 'today' | 'yesterday' | 'earlier'

export interface ThreadGroup {
  readonly name: ThreadGroupName
  readonly threads: readonly ThreadEntry[]
}

const order = ['pinned', 'today', 'yesterday', 'earlier'] as const

/** Threads under their headings, by the reader's own midnight; the order within a group stays, empty groups are left out. */
export function threadGroups(threads: readonly ThreadEntry[], now: number): readonly ThreadGroup[] {
  const today = new Date(now).setHours(0, 0, 0, 0)
  // Noon of the day before, brought back to its midnight: a day may have 23 or 25 hours.
  const yesterday = new Date(today - 43_200_000).setHours(0, 0, 0, 0)
  const groupOf = ({ pinned, lastActivityAt }: ThreadEntry): ThreadGroupName => {
    if (pinned) return 'pinned'
    if (lastActivityAt >= today) return 'today'
    return lastActivityAt >= yesterday ? 'yesterday' : 'earlier'
  }
  return order
    .map(name => ({ name, threads: threads.filter(thread => groupOf(thread) === name) }))
    .filter(group => group.threads.length > 0)
}
