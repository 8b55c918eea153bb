import { z } from 'zod'
import { bounds } from './codes/bounds.ts'
import { id, time } from './ids.ts'
import { holdsNoNul } from './no-nul.ts'

/** A piece of a text around what was found: text and places in it, never HTML (ST6). */
export const snippet = z
  .object({
    text: z.string(),
    ranges: z
      .array(z.tuple([z.number().int().min(0), z.number().int().min(0)]))
      .meta({ description: 'Start and end of each match, in UTF-16 code units of `text`' }),
  })
  .meta({ id: 'Snippet' })

/** A message that was found, or a thread by its title when `messageId` is null. */
export const searchResult = z
  .object({
    threadId: id,
    messageId: id.nullable(),
    role: z.enum(['user', 'assistant', 'system']).nullable(),
    title: snippet.nullable().meta({ description: 'The thread’s title, with what was found in it' }),
    snippet: snippet.nullable(),
    archived: z.boolean(),
    at: time,
  })
  .meta({ id: 'SearchResult' })

/** What to look for: every word must be there; the last may be half typed. */
export const searchQuery = z.string().min(1).max(bounds.searchQuery).refine(holdsNoNul, 'must not hold NUL')

export type Snippet = z.infer<typeof snippet>
export type SearchResult = z.infer<typeof searchResult>
