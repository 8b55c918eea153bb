import { type Insistence, pause } from '../domain/insist.ts'
import { retryDelay } from '../domain/retry-delay.ts'
import type { GenerationLog, LogPosition } from '../ports/generation-log.ts'
import { samePosition } from '../ports/judge-append.ts'

/** `gone`: the log's top is older, or another's. `unknown`: nobody wants to know it any more. */
export type FoundEntry =
  | { readonly found: 'there' | 'unknown' }
  | { readonly found: 'gone'; readonly top: LogPosition | null }

/** Looks whether a log still holds what it once took, for as long as it takes to reach it and `isWanted`. */
export const findAcknowledged = async (
  log: Pick<GenerationLog, 'read'>,
  generation: string,
  position: LogPosition,
  how: Insistence & { readonly isWanted: () => boolean },
): Promise<FoundEntry> => {
  const { term, seq } = position
  const before = seq === 0 ? undefined : { term, seq: seq - 1 }
  for (let tries = 0; how.isWanted() && !how.signal.aborted; tries++) {
    const entries = await log.read(generation, before).catch(() => null)
    if (entries?.some(entry => samePosition(entry.position, position))) return { found: 'there' }
    if (entries) return { found: 'gone', top: entries.at(-1)?.position ?? null }
    await pause(retryDelay(tries, how), how.signal)
  }
  return { found: 'unknown' }
}
