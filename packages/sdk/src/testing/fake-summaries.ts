import type { Message, Summary } from '@chat-view/protocol'
import { ChatError } from '../errors/chat-error.ts'
import type { FakeAccess } from './fake-access.ts'
import type { FakeHandlers } from './fake-commands.ts'
import { type FakeThread, type FakeWorld, fakeId } from './fake-world.ts'

export type SummaryCommand = 'createSummary' | 'editSummary' | 'deleteSummary'

/** A thread's summaries in the order of their windows. */
export const summariesOf = (row: FakeThread): Summary[] =>
  [...row.summaries.values()].sort((one, other) => one.fromSeq - other.fromSeq)

/** A message changed: what stands for it no longer does (AI5). */
export const spoilSummaries = (world: FakeWorld, row: FakeThread, { seq }: Message): void => {
  for (const summary of row.summaries.values())
    if (summary.state === 'current' && summary.fromSeq <= seq && seq <= summary.toSeq)
      world.putSummary(row, null, { ...summary, state: 'stale' })
}

/** Finds a summary for a user. @throws not_found, deleted, forbidden, thread_archived */
export const findSummary = (
  world: FakeWorld,
  access: FakeAccess,
  { user, id, action }: { user: string; id: string; action: 'summary.read' | 'summary.write' },
): { row: FakeThread; summary: Summary } => {
  for (const row of world.threads.values()) {
    const summary = row.summaries.get(id)
    if (summary) return { row: access.thread(user, row.thread.id, action), summary }
  }
  throw new ChatError('not_found')
}

/** What the fake server does with summaries; those that it writes itself come with the clock's next turn. */
export const fakeSummaries = (world: FakeWorld, access: FakeAccess): Pick<FakeHandlers, SummaryCommand> => {
  const expected = (user: string, id: string, version: number | undefined) => {
    const found = findSummary(world, access, { user, id, action: 'summary.write' })
    if (version !== undefined && version !== found.summary.version)
      throw new ChatError('conflict', { current: found.summary })
    return found
  }

  return {
    createSummary: (user, { thread, to, text }) => {
      const row = access.thread(user, thread, 'summary.write')
      const shown = [...row.messages.values()].filter(({ supersededBy }) => supersededBy === null)
      const last =
        to === undefined ? shown.findLast(({ generation }) => generation?.end !== null) : row.messages.get(to)
      const fromSeq = (summariesOf(row).at(-1)?.toSeq ?? 0) + 1
      if (!last || last.seq < fromSeq) throw new ChatError('state_conflict')
      const messages = shown.filter(({ seq }) => seq >= fromSeq && seq <= last.seq).length
      const now = world.clock.now()
      const make = (authorId: string | null, content: string): Summary =>
        world.putSummary(row, authorId, {
          id: fakeId(),
          threadId: thread,
          version: 0,
          fromSeq,
          toSeq: last.seq,
          messages,
          text: content,
          state: 'current',
          authorId,
          createdAt: now,
          updatedAt: now,
        })
      if (text !== undefined) return { summary: make(user, text) }
      world.clock.after(0, () => make(null, `A summary of ${messages} messages.`))
      return { summary: null }
    },
    editSummary: (user, { summary: id, text, version }) => {
      const { row, summary } = expected(user, id, version)
      const updatedAt = world.clock.now()
      return {
        summary: world.putSummary(row, user, { ...summary, text, authorId: user, state: 'current', updatedAt }),
      }
    },
    deleteSummary: (user, { summary: id, version }) => {
      const { row } = expected(user, id, version)
      row.summaries.delete(id)
      world.emit(row, user, { type: 'summary.deleted', summaryId: id })
      return { summary: id }
    },
  }
}
