import type { ThreadEntry } from '@chat-view/protocol'
import type { ThreadChange } from '../outbox/waiting-changes.ts'
import { arrangeEntries } from './arrange-entries.ts'

/** A list of threads as it will be once what waits in the outbox is done: some go, some come from the `other` list. */
export const withWaiting = (
  own: readonly ThreadEntry[],
  other: readonly ThreadEntry[],
  changes: ReadonlyMap<string | null, ThreadChange>,
  archived: boolean,
): readonly ThreadEntry[] => {
  if (changes.size === 0) return own
  const entries = [...other.filter(({ id }) => changes.has(id)), ...own].flatMap(entry => {
    const change = changes.get(entry.id)
    return change === null ? [] : [{ ...entry, ...change }]
  })
  return arrangeEntries(entries.filter(({ archivedAt }) => (archivedAt !== null) === archived))
}
