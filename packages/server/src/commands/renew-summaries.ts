import type { CommandRoom } from './command-handler.ts'

/** Has summaries that a change made stale written anew soon; a word that is lost is found by the sweep (AI5). */
export const renewSummaries = async ({ store, summarise }: CommandRoom, threadId: string): Promise<void> => {
  const summaries = await store.listSummaries(threadId).catch(() => [])
  if (summaries.some(({ state }) => state === 'stale')) summarise(threadId)
}
