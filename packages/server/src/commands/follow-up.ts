import type { Commit } from '../ports/commit.ts'
import type { CommandRoom } from './command-handler.ts'

/** Ids of what a verb put in motion. */
interface Consequences {
  readonly generationId?: string | null
  readonly stopping?: readonly string[]
}

/**
 * What follows a commit: others are told, answers begin and stop. A command that had been done before puts nothing in
 * motion a second time (RT11).
 */
export const followUp = <T extends Consequences>(commit: Commit<T>, { announcer, answers }: CommandRoom): T => {
  const { value, changes, replayed } = commit
  if (replayed) return value
  announcer.announce(changes)
  if (value.generationId) answers.begin(value.generationId)
  for (const generation of value.stopping ?? []) answers.stop(generation)
  return value
}
