import { z } from 'zod'
import type { Reads } from '../ports/reads.ts'
import type { ServerTool, ToolCaller } from '../ports/server-tool.ts'
import type { Store } from '../ports/store.ts'
import { callerPrincipal } from './caller-principal.ts'

const parameters = z.object({
  query: z.string().min(1).max(200).describe('Words that all must occur'),
  limit: z.number().int().min(1).max(10).optional().describe('Most results; 5 unless told'),
})

export interface SearchThreadsOptions {
  readonly search: Reads['search']
  readonly store: Pick<Store, 'listParticipants'>
}

/** What was found must not reach people who may not see it: where others read along, only this thread is searched. */
const placeOf = async ({ store }: SearchThreadsOptions, { threadId }: ToolCaller): Promise<{ thread?: string }> =>
  (await store.listParticipants(threadId)).length > 1 ? { thread: threadId } : {}

/** Finds what the user talked about before, in their own threads (ST6). */
export const createSearchThreadsTool = (options: SearchThreadsOptions): ServerTool<typeof parameters> => ({
  name: 'search_threads',
  title: 'Search in conversations',
  description: 'Searches the earlier conversations of the user for words, and answers pieces of the texts, best first.',
  parameters,
  approval: false,
  idempotent: true,
  timeoutMs: 5_000,
  async run({ query, limit = 5 }, { caller, signal }) {
    const place = await placeOf(options, caller)
    const { items } = await options.search(callerPrincipal(caller), { q: query, limit, ...place }, signal)
    const found = items.map(({ title, snippet, role, at }) => ({
      thread: title?.text ?? 'Untitled',
      by: role,
      at: new Date(at).toISOString(),
      text: snippet?.text ?? null,
    }))
    if (found.length === 0) return { text: 'Nothing was found.' }
    const citations = found.map(({ thread, text }) => ({ title: thread, url: null, quote: text }))
    return { text: JSON.stringify(found), citations }
  },
})
