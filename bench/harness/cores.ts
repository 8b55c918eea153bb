import { spawnSync } from 'node:child_process'
import { availableParallelism } from 'node:os'

/** Where a process runs: what is measured has a core of its own, all that loads it shares the others. */
export type Core = 'measured' | 'load' | 'any'

const cores = availableParallelism()

/** True where processes can be held to a core. */
export const canPin = cores > 1 && spawnSync('taskset', ['-c', '0', 'true']).status === 0

const listOf = (core: Exclude<Core, 'any'>): string => (core === 'measured' ? '0' : `1-${cores - 1}`)

/** The words of a command that hold what follows to its core. */
export const pinned = (core: Core): readonly string[] =>
  !canPin || core === 'any' ? [] : ['taskset', '-c', listOf(core)]

/** Holds a process that runs already, with all its threads. */
export const hold = (pid: number | undefined, core: Core): void => {
  if (canPin && core !== 'any' && pid !== undefined) spawnSync('taskset', ['-a', '-c', '-p', listOf(core), String(pid)])
}
