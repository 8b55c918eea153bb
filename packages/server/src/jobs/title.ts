import { type TitleThreadOptions, titleThread } from '../domain/titles/title-thread.ts'
import type { JobDefinition } from '../ports/jobs.ts'

/** Asked for by the outbox, under the thread's id. */
export const titleJob = (options: TitleThreadOptions): JobDefinition<{ thread: string }> => ({
  name: 'title',
  meaning: 'Gives a thread without a title one of its first message or exchange',
  concurrency: 4,
  longestMs: 120_000,
  run: async ({ thread }, { signal }) => ({ given: Number(await titleThread(thread, options, signal)) }),
})
