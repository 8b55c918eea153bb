import type { LivePlace, Message, Page } from '@chat-view/protocol'
import { bounds } from '@chat-view/protocol/codes'
import { type LiveText, placeOf } from './live-text.ts'

/** What this client holds of a thread's messages. Immutable; all that changes it are pure functions (RT4). */
export interface TimelineModel {
  /** The newest change that is in it. */
  readonly seq: number
  /** Every row that was seen, also those that an edit set aside. */
  readonly rows: ReadonlyMap<string, Message>
  /** Ids of what is shown, in the thread's order. */
  readonly order: readonly string[]
  /**
   * Texts of open generations, by generation. One is shown when its message's row names it, so that neither a late nor
   * an early snapshot can take the place of another.
   */
  readonly live: ReadonlyMap<string, LiveText>
  /** Generations that have ended or were followed by others: what still comes of them is late. */
  readonly past: ReadonlyMap<string, readonly string[]>
  /** Cursor to what is older; null: nothing is. */
  readonly before: string | null
}

export const emptyTimeline: TimelineModel = {
  seq: 0,
  rows: new Map(),
  order: [],
  live: new Map(),
  past: new Map(),
  before: null,
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

export type MessagePage = Page<Message>
