import type { SummaryRecord, SummaryWindow } from '../../ports/summary-store.ts'
import { newId, type World } from './world.ts'

/** The window over what counts between two places of a thread; by default from its first to its newest message. */
export const windowOf = async (
  { store }: World,
  threadId: string,
  from = 1,
  to = Number.MAX_SAFE_INTEGER,
): Promise<SummaryWindow> => {
  const { items } = await store.listMessages({ threadId, limit: 200, superseded: false })
  const inside = items.filter(({ seq, deletedAt }) => deletedAt === null && seq >= from && seq <= to)
  return {
    threadId,
    fromSeq: from,
    toSeq: inside.at(-1)?.seq ?? from,
    messages: inside.length,
    versions: inside.reduce((sum, { version }) => sum + version, 0),
  }
}

/** Adds the assistant's summary of that window. */
export const summarise = async (
  world: World,
  threadId: string,
  from?: number,
  to?: number,
  text = 'What was said',
): Promise<SummaryRecord> => {
  const window = await windowOf(world, threadId, from, to)
  const id = newId()
  await world.store.addSummary({ id, window, userId: null, text, at: world.tick() })
  return summaryOf(world, id)
}

/** One that is there. */
export const summaryOf = async ({ store }: World, id: string): Promise<SummaryRecord> => {
  const summary = await store.getSummary(id)
  if (summary === null) throw new Error('There is no such summary')
  return summary
}

/** Types of what happened after a place, with the summaries that they name. */
export const newsOf = async (
  { store }: World,
  threadId: string,
  after: number,
): Promise<(readonly [type: string, summaryId: string | null])[]> =>
  (await store.eventsAfter(threadId, after, 200)).map(({ type, summaryId }) => [type, summaryId] as const)

/** The newest place of a thread. */
export const seqOf = async ({ store }: World, threadId: string): Promise<number> =>
  (await store.getThread(threadId))?.seq ?? 0
