import type { ThreadEntry } from '@chat-view/protocol'

const order = (one: ThreadEntry, other: ThreadEntry): number =>
  Number(other.pinned) - Number(one.pinned) || other.lastActivityAt - one.lastActivityAt || (one.id < other.id ? 1 : -1)

/** Threads in display order, each once: the later of two entries of one thread is the one that counts (ST5). */
export const arrangeEntries = (entries: readonly ThreadEntry[]): readonly ThreadEntry[] =>
  [...new Map(entries.map(entry => [entry.id, entry])).values()].sort(order)

/**
 * Puts a changed thread where it belongs. Below the `end` of what was loaded of a list that goes on it is left out,
 * because the page that it belongs to is still to be loaded.
 */
export const placeEntry = (
  entries: readonly ThreadEntry[],
  entry: ThreadEntry,
  end: ThreadEntry | undefined,
): readonly ThreadEntry[] =>
  end && order(entry, end) > 0 ? entries.filter(({ id }) => id !== entry.id) : arrangeEntries([...entries, entry])
