import type { Purged } from '../../ports/purge-store.ts'
import type { World } from './world.ts'

const sumOf = (removed: Purged): number => Object.values(removed).reduce((sum, count) => sum + count, 0)

/** Forgets all that is past, slice by slice; answers how much of each kind went. */
export const purgeAll = async (
  { store }: World,
  at: number,
  eventsBefore = 0,
  limit = 100,
): Promise<Record<string, number>> => {
  const all: Record<string, number> = {}
  for (;;) {
    const removed = await store.purgeExpired({ at, eventsBefore, limit })
    if (sumOf(removed) === 0) return all
    for (const [kind, count] of Object.entries(removed)) if (count > 0) all[kind] = (all[kind] ?? 0) + count
  }
}

/** Empties all deleted threads; answers the runs that went. */
export const emptyAll = async ({ store }: World, at: number, limit = 100): Promise<string[]> => {
  const generations: string[] = []
  for (;;) {
    const emptied = await store.purgeDeleted({ at, limit })
    generations.push(...emptied.generations)
    if (sumOf(emptied.removed) === 0) return generations
  }
}
