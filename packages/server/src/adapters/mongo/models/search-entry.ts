import { collection, list, maybeText, ownId, text, time, whole } from './fields.ts'

/** What is found by (ST6): the terms of one message, or of one title. Its id is the message's, or the thread's. */
export interface SearchEntryRow {
  readonly _id: string
  /** The owner of the thread. */
  readonly scope: string
  readonly threadId: string
  /** Null: a title. */
  readonly messageId: string | null
  readonly at: number
  /** Terms of the text, repeated ones too. */
  readonly length: number
  /** As `writeRepeated` tells it. */
  readonly repeated: string | null
  readonly terms: readonly string[]
}

export const searchEntries = collection<SearchEntryRow>('search_entries', {
  ...ownId,
  scope: text(1),
  threadId: text(1),
  messageId: maybeText(1),
  at: time(),
  length: whole(1),
  repeated: maybeText(1),
  terms: list,
})
searchEntries.index({ scope: 1, terms: 1, at: -1 }, { name: 'terms' })
searchEntries.index({ threadId: 1 }, { name: 'thread' })
