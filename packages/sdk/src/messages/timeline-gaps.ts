import type { Message, Page } from '@chat-view/protocol'

export type MessagePage = Page<Message>

/** Of the gap before the first message that is here: nothing older is. */
export const beginning = -1

/** Messages that are not here. Places are those of the thread (`seq`), both exclusive. */
export interface TimelineGap {
  /** Up to this place everything is here, down to the next gap; `beginning` where nothing older is. */
  readonly from: number
  /** From this place on everything is here, up to the next gap. */
  readonly to: number
  /** Cursor to the page that ends at `to`. */
  readonly before: string | null
  /** Cursor to the page that begins at `from`. */
  readonly after: string | null
}

/** The gap before the oldest message that is here; undefined where nothing is older. */
export const oldestGap = (gaps: readonly TimelineGap[]): TimelineGap | undefined =>
  gaps[0]?.from === beginning ? gaps[0] : undefined

/** Does this place lie where messages are missing? */
export const isMissing = (gaps: readonly TimelineGap[], seq: number): boolean =>
  gaps.some(({ from, to }) => from < seq && seq < to)

/** What is missing once only this page is here. */
export const gapsAround = (page: MessagePage): readonly TimelineGap[] =>
  page.before === null ? [] : [{ from: beginning, to: page.items[0]?.seq ?? 0, before: page.before, after: null }]

/**
 * What is still missing with a page that reaches from its first to its last message, or further where it was asked for
 * at the edge of a gap.
 */
export const closeGaps = (
  gaps: readonly TimelineGap[],
  page: MessagePage,
  reach: { readonly from?: number; readonly to?: number } = {},
): readonly TimelineGap[] => {
  const { items, before, after } = page
  const from = reach.from ?? (before === null ? beginning : (items[0]?.seq ?? reach.to))
  const to = reach.to ?? (after === null ? Number.POSITIVE_INFINITY : (items.at(-1)?.seq ?? reach.from))
  if (from === undefined || to === undefined) return gaps
  return gaps.flatMap(gap => {
    if (to <= gap.from || gap.to <= from) return [gap]
    const below: TimelineGap = { from: gap.from, to: from, before, after: gap.after }
    const above: TimelineGap = { from: to, to: gap.to, before: gap.before, after }
    return [...(gap.from < from ? [below] : []), ...(to < gap.to ? [above] : [])]
  })
}
