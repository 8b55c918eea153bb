import type { LogPosition } from './generation-log.ts'

export const samePosition = (a: LogPosition, b: LogPosition): boolean => a.term === b.term && a.seq === b.seq

/** What a log decides by: positions, and whether the entry opens a term. */
export interface AppendClaim {
  readonly after: LogPosition | null
  readonly position: LogPosition
  readonly opens: boolean
}

/**
 * The one rule by which an append is taken (RT2): `compare` when the top has its position (held, if it is that very
 * entry), `refuse` when another entry is the top or the entry could leave a hole.
 */
export const judgeAppend = (top: LogPosition | null, claim: AppendClaim): 'write' | 'compare' | 'refuse' => {
  const { after, position, opens } = claim
  if (opens !== (position.seq === 0)) return 'refuse'
  if (top !== null && samePosition(top, position)) return 'compare'
  if (opens) return top === null || top.term < position.term ? 'write' : 'refuse'
  const follows =
    top !== null &&
    after !== null &&
    samePosition(top, after) &&
    position.term === top.term &&
    position.seq === top.seq + 1
  return follows ? 'write' : 'refuse'
}

/** An entry that opens a term: `open`, alone. */
export const opensTerm = (items: readonly { readonly kind: string }[]): boolean =>
  items.length === 1 && items[0]?.kind === 'open'
