import type { HeightIndex } from './height-index.ts'

/** Rows that are drawn, from `first` to before `end`. */
export interface ListSpan {
  readonly first: number
  readonly end: number
}

/** What of a list is on the screen: px below the top of its first row. */
export interface ListView {
  readonly top: number
  readonly height: number
}

/** Rows are drawn so far beyond the edges, in px; and drawn anew when less than half of it is left. */
const margin = 320

const reach = (heights: HeightIndex, { top, height }: ListView, beyond: number): ListSpan =>
  heights.length === 0
    ? { first: 0, end: 0 }
    : { first: heights.rowAt(top - beyond), end: heights.rowAt(top + height + beyond) + 1 }

/**
 * The rows to draw; those that are drawn stay as they are while they reach far enough. Where none of them is on the screen
 * any more, those on the screen come first, and those beyond its edges when it is looked at again.
 */
export const spanOf = (heights: HeightIndex, view: ListView, drawn: ListSpan | null): ListSpan => {
  const seen = reach(heights, view, 0)
  if (drawn && (drawn.end <= seen.first || seen.end <= drawn.first)) return seen
  const least = reach(heights, view, margin / 2)
  const most = reach(heights, view, margin * 2)
  const enough = drawn && drawn.first <= least.first && least.end <= drawn.end
  return enough && most.first <= drawn.first && drawn.end <= most.end ? drawn : reach(heights, view, margin)
}

/** One row that is drawn, and the px above it that stand for rows that are not. */
export interface PlacedRow {
  readonly row: number
  readonly space: number
}

/** Places the rows of a span and those that are kept besides it, and says how much is left below the last one. */
export const placeRows = (
  heights: HeightIndex,
  { first, end }: ListSpan,
  kept: readonly number[],
): { readonly rows: readonly PlacedRow[]; readonly below: number } => {
  const numbers = new Set(kept)
  for (let row = first; row < end; row++) numbers.add(row)
  const order = [...numbers].sort((one, other) => one - other)
  const spaceAbove = (row: number, former: number): number =>
    row === former + 1 ? 0 : heights.offsetOf(row) - heights.offsetOf(former + 1)
  const rows = order.map((row, at) => ({ row, space: spaceAbove(row, order[at - 1] ?? -1) }))
  return { rows, below: heights.total - heights.offsetOf((order.at(-1) ?? -1) + 1) }
}

/** What changed between two lists of keys: `removed` keys from `at` on, and `added` in their place. */
export const changeOf = (
  old: readonly string[],
  keys: readonly string[],
): { readonly at: number; readonly removed: number; readonly added: number } => {
  const shorter = Math.min(old.length, keys.length)
  let at = 0
  while (at < shorter && old[at] === keys[at]) at++
  let same = 0
  while (same < shorter - at && old[old.length - 1 - same] === keys[keys.length - 1 - same]) same++
  return { at, removed: old.length - at - same, added: keys.length - at - same }
}
