import type { LivePlace } from '@chat-view/protocol'
import { bounds, isOpenGeneration } from '@chat-view/protocol/codes'
import { type LiveText, placeOf } from './live-text.ts'
import { RowTable } from './row-table.ts'
import type { TimelineGap } from './timeline-gaps.ts'

/** Rows to look into. */
type Rows = Pick<RowTable, 'get'>

/** What this client holds of a thread's messages. Immutable; all that changes it are pure functions (RT4). */
export interface TimelineModel {
  /** The newest change that is in it. */
  readonly seq: number
  /** Every row that was seen, also those that an edit set aside, and those of which only a change was told. */
  readonly rows: RowTable
  /** Ids of what is shown, in the thread's order. */
  readonly order: readonly string[]
  /**
   * Texts of open generations, by generation. One is shown when its message's row names it, so that neither a late nor
   * an early snapshot can take the place of another.
   */
  readonly live: ReadonlyMap<string, LiveText>
  /** Generations that were followed by others, or taken back: what still comes of them is late. */
  readonly past: ReadonlyMap<string, readonly string[]>
  /** Messages that were set aside while they were not here, and by what: a page that was read before still shows them. */
  readonly aside: ReadonlyMap<string, string>
  /** Where messages are missing, in the thread's order. */
  readonly gaps: readonly TimelineGap[]
}

export const emptyTimeline: TimelineModel = {
  seq: 0,
  rows: RowTable.empty,
  order: [],
  live: new Map(),
  past: new Map(),
  aside: new Map(),
  gaps: [],
}

/** What a step leads to besides the new model. */
export interface Step {
  readonly model: TimelineModel
  /** Ids of messages that look different now. */
  readonly touched: readonly string[]
  /** Subscribe again from the place that one has: something is missing. */
  readonly ask: boolean
  /** Ids of messages to fetch once: what came over the connection is not what they ended with. */
  readonly fetch: readonly string[]
}

export const step = (model: TimelineModel, touched: readonly string[] = [], more: Partial<Step> = {}): Step => ({
  model,
  touched,
  ask: false,
  fetch: [],
  ...more,
})

/** Places of all running answers, for a subscription (RT2). */
export const livePlaces = (model: TimelineModel): LivePlace[] =>
  [...model.live.values()].slice(-bounds.livePlaces).map(placeOf)

/** The running text that is shown of a message. */
export const liveOf = (model: TimelineModel, id: string): LiveText | undefined => {
  const generation = model.rows.get(id)?.generation
  return generation ? model.live.get(generation.id) : undefined
}

/** Is this generation over for this client? */
export const isPast = (
  { rows, past }: { readonly rows: Rows; readonly past: TimelineModel['past'] },
  id: string,
  generation: string,
): boolean => {
  const named = rows.get(id)?.generation
  if (named?.id === generation && !isOpenGeneration(named.state)) return true
  return past.get(id)?.includes(generation) ?? false
}

/** Where a message of this place stands in the order, or would stand: found by halves, for threads are long. */
export const placeIn = (order: readonly string[], rows: Rows, seq: number): number => {
  const seqAt = (at: number): number => rows.get(order[at] ?? '')?.seq ?? 0
  // Most come at the end.
  if (order.length === 0 || seqAt(order.length - 1) < seq) return order.length
  let [from, to] = [0, order.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if (seqAt(middle) < seq) from = middle + 1
    else to = middle
  }
  return from
}

/** Where a message stands in what is shown; -1: it is not. */
export const indexOf = (order: readonly string[], rows: Rows, id: string): number => {
  const row = rows.get(id)
  const at = row ? placeIn(order, rows, row.seq) : -1
  return order[at] === id ? at : -1
}
