import { CodedError } from './coded-error.ts'
import type { ReadSummary } from './summary-store.ts'

/** What of a summary a merge depends on. */
interface Mergeable extends ReadSummary {
  readonly fromSeq: number
  readonly toSeq: number
  readonly messages: number
  readonly state: 'current' | 'stale'
}

/**
 * The window of one that takes the place of these, which are as they were read.
 * @throws conflict when one changed or is gone, state_conflict when they are fewer than two or leave a gap
 */
export const mergedWindow = (
  replaces: readonly ReadSummary[],
  found: readonly Mergeable[],
): { fromSeq: number; toSeq: number; messages: number } => {
  const versions = new Map(found.map(({ id, version, state }) => [id, state === 'current' ? version : null]))
  if (replaces.some(({ id, version }) => versions.get(id) !== version)) throw new CodedError('conflict')
  const named = new Set(replaces.map(({ id }) => id))
  const inOrder = found.filter(({ id }) => named.has(id)).toSorted((a, b) => a.fromSeq - b.fromSeq)
  const [first, last] = [inOrder[0], inOrder.at(-1)]
  if (first === undefined || last === undefined || first === last) throw new CodedError('state_conflict')
  const isGapless = inOrder.every(({ fromSeq }, n) => n === 0 || fromSeq === (inOrder[n - 1]?.toSeq ?? 0) + 1)
  if (!isGapless) throw new CodedError('state_conflict')
  return {
    fromSeq: first.fromSeq,
    toSeq: last.toSeq,
    messages: inOrder.reduce((sum, { messages }) => sum + messages, 0),
  }
}
