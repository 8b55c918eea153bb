import { writeRepeated } from '../../../ports/rank-matches.ts'
import { searchTerms } from '../../../ports/search-terms.ts'
import type { SearchEntryRow } from '../models/search-entry.ts'

/** Where a text stands; `messageId` null is the title. */
export type EntryPlace = Pick<SearchEntryRow, 'scope' | 'threadId' | 'messageId' | 'at'>

/** The entry of a text; null when there is nothing in it to be found by. */
export const searchEntryOf = (place: EntryPlace, text: string): SearchEntryRow | null => {
  const terms = searchTerms(text)
  if (terms.size === 0) return null
  let length = 0
  for (const times of terms.values()) length += times
  return {
    _id: place.messageId ?? place.threadId,
    ...place,
    length,
    repeated: writeRepeated(terms),
    terms: [...terms.keys()],
  }
}
