import { bounds, type SearchResult, userOperations } from '@chat-view/protocol'
import type { MessageRecord } from '../../ports/message-store.ts'
import type { Reads } from '../../ports/reads.ts'
import type { SearchHit } from '../../ports/search-store.ts'
import { type AskedTerms, queryTerms } from '../../ports/search-terms.ts'
import { searchableText } from '../../ports/searchable-text.ts'
import type { Store } from '../../ports/store.ts'
import type { AccessRules } from '../access.ts'
import { parseInput } from '../parse-input.ts'
import { makeSnippet } from './make-snippet.ts'

export interface SearchOptions {
  readonly store: Pick<Store, 'search' | 'getMessages' | 'getEntry'>
  readonly access: Pick<AccessRules, 'toThread'>
}

/** Titles are shown whole. */
const longestTitle = bounds.title

/** The threads of some hits as they stand in the user's lists; what is not there is theirs no more. */
const entriesOf = async (store: SearchOptions['store'], userId: string, hits: readonly SearchHit[]) => {
  const ids = [...new Set(hits.map(({ threadId }) => threadId))]
  const entries = await Promise.all(ids.map(id => store.getEntry(id, userId)))
  return new Map(entries.flatMap(entry => (entry === null ? [] : [[entry.id, entry] as const])))
}

const messagesOf = async (store: SearchOptions['store'], projectId: string, hits: readonly SearchHit[]) => {
  const ids = hits.flatMap(({ messageId }) => (messageId === null ? [] : [messageId]))
  const messages = ids.length === 0 ? [] : await store.getMessages(ids)
  const there = (message: MessageRecord): boolean =>
    message.projectId === projectId && message.deletedAt === null && message.supersededBy === null
  return new Map(messages.filter(there).map(message => [message.id, message]))
}

/** What of a hit is shown; null where the text is another by now. */
const shownOf = (message: MessageRecord | null, title: string | null, asked: AskedTerms) => {
  const shown = {
    role: message?.role ?? null,
    title: title === null ? null : makeSnippet(title, asked, longestTitle),
    snippet: message === null ? null : makeSnippet(searchableText(message.parts), asked),
  }
  return ((message === null ? shown.title : shown.snippet)?.ranges.length ?? 0) > 0 ? shown : null
}

/**
 * Search as users meet it (ST6): what the store finds, with pieces of text around it. The store looks only where the
 * user has a part; what they left or what went meanwhile is dropped here.
 */
export const createSearch = ({ store, access }: SearchOptions): Reads['search'] => {
  return async (principal, request, signal) => {
    const { q, thread, limit = bounds.searchResults.default } = parseInput(userOperations.search.query, request)
    if (thread !== undefined) await access.toThread(principal, thread, ['thread.read'])
    const asked = queryTerms(q)
    if (asked.terms.length === 0) return { items: [], more: false }

    const { userId, projectId } = principal
    const query = { userId, ...asked, limit, ...(thread === undefined ? {} : { threadId: thread }) }
    const { hits, more } = await store.search(query, signal)
    const [entries, messages] = [await entriesOf(store, userId, hits), await messagesOf(store, projectId, hits)]
    const items = hits.flatMap(({ threadId, messageId, at }): SearchResult[] => {
      const entry = entries.get(threadId)
      const message = messageId === null ? null : messages.get(messageId)
      const shown = entry && message !== undefined ? shownOf(message, entry.title, asked) : null
      return entry && shown ? [{ threadId, messageId, ...shown, archived: entry.archivedAt !== null, at }] : []
    })
    return { items, more }
  }
}
