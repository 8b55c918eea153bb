import type { Span } from '../../ports/phone-finder.ts'

/** A personal datum in a text: where it stands, and of which kind, as the placeholder names it. */
export interface Detected extends Span {
  readonly kind: string
}

/** Finds data of one kind in a text, in order. Its time is linear in the text's length. */
export type Detector = (text: string) => Iterable<Detected>

/**
 * Of data that overlap the one that begins first counts, then the longer one, then that of the detector that is named
 * first. In order.
 */
export const withoutOverlaps = (found: readonly Detected[]): Detected[] => {
  const sorted = [...found].sort((a, b) => a.start - b.start || b.end - a.end)
  const kept: Detected[] = []
  let end = 0
  for (const one of sorted) {
    if (one.start < end || one.end <= one.start) continue
    kept.push(one)
    end = one.end
  }
  return kept
}
