import type { CommandInput, ThreadEntry } from '@chat-view/protocol'
import type { Outbox } from './outbox.ts'

/** What a thread becomes when all that waits for it is done; null: it is deleted. */
export type ThreadChange = Partial<Pick<ThreadEntry, 'title' | 'pinned' | 'archivedAt'>> | null

/** An opinion on its way; without a number of the answer that is shown. */
export type WaitingOpinion = CommandInput<'giveFeedback'>

/** What waits in the outbox for threads, by their ids: it is shown as if it were done (CV6). */
export const waitingChanges = ({ items }: Outbox): ReadonlyMap<string | null, ThreadChange> => {
  const changes = new Map<string | null, ThreadChange>()
  for (const { item } of items) {
    const { name, args, thread, createdAt } = item
    if (name === 'deleteThread') changes.set(thread, null)
    const former = changes.get(thread)
    if (name !== 'updateThread' || former === null) continue
    const { title, pinned, archived } = args as CommandInput<'updateThread'>
    changes.set(thread, {
      ...former,
      ...(title !== undefined && { title }),
      ...(pinned !== undefined && { pinned }),
      ...(archived !== undefined && { archivedAt: archived ? createdAt : null }),
    })
  }
  return changes
}

/** Opinions that are in the outbox, in the order they were given (CV6). */
export const waitingOpinions = ({ items }: Outbox): readonly WaitingOpinion[] =>
  items.flatMap(({ item: { name, args } }) => (name === 'giveFeedback' ? [args as WaitingOpinion] : []))
