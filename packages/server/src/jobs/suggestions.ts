import { type SuggestOptions, suggestFollowUps } from '../domain/suggestions/suggest-follow-ups.ts'
import type { JobDefinition } from '../ports/jobs.ts'

/** Asked for after an answer, under its generation's id. */
export const suggestionsJob = (options: SuggestOptions): JobDefinition<{ generation: string }> => ({
  name: 'suggestions',
  meaning: 'Suggests what could be asked next, in projects that want that',
  concurrency: 4,
  attempts: 2,
  longestMs: 150_000,
  run: async ({ generation }, { signal }) => ({ suggested: await suggestFollowUps(generation, options, signal) }),
})
