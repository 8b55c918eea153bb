import { windowUpTo } from '../../domain/summaries/window-up-to.ts'
import { CodedError } from '../../ports/coded-error.ts'
import type { Commit } from '../../ports/commit.ts'
import type { CommandCall, CommandHandler, CommandRoom } from '../command-handler.ts'
import { followUp } from '../follow-up.ts'
import { loadSummary } from '../load-summary.ts'

/** Times that messages may change while one is written. */
const patience = 5

/** Where it is to end; null: nobody said. @throws not_found, state_conflict for one that is no part of the talk any more */
const placeOf = async (to: string | undefined, thread: string, { store }: CommandRoom): Promise<number | null> => {
  if (to === undefined) return null
  const message = await store.getMessage(to)
  if (message === null || message.threadId !== thread) throw new CodedError('not_found')
  if (message.deletedAt !== null || message.supersededBy !== null) throw new CodedError('state_conflict')
  return message.seq
}

/** Of the window as it is; looked at again when a message changed meanwhile. */
const write = async (
  { thread, toSeq, text }: { thread: string; toSeq: number | null; text: string },
  { verb, principal }: CommandCall,
  { store, ids }: CommandRoom,
): Promise<Commit<{ summaryId: string }>> => {
  for (let tries = 1; ; tries++) {
    const window = await windowUpTo(store, thread, toSeq)
    try {
      return await store.addSummary({ ...verb, id: ids.make(), window, userId: principal.userId, text })
    } catch (error) {
      if (!(error instanceof CodedError) || error.code !== 'conflict') throw error
      if (tries === patience) throw new CodedError('state_conflict', { cause: error })
    }
  }
}

export const createSummary: CommandHandler<'createSummary'> = async ({ thread, to, text }, call, room) => {
  await room.access.toThread(call.principal, thread, ['summary.write'], 'left-to-verb')
  const toSeq = call.isReplay ? null : await placeOf(to, thread, room)
  if (text !== undefined) {
    const commit = await write({ thread, toSeq, text }, call, room)
    followUp({ ...commit, value: {} }, room)
    return { summary: await loadSummary(commit.value.summaryId, room) }
  }
  const window = await windowUpTo(room.store, thread, toSeq)
  if (window.messages === 0 && !call.isReplay) {
    // What forbids every change of the thread says more than that there is nothing to stand for.
    await room.access.toThread(call.principal, thread, ['summary.write'])
    throw new CodedError('state_conflict')
  }
  const { replayed } = await room.store.askToSummarise({ ...call.verb, threadId: thread, toSeq: window.toSeq })
  if (!replayed) room.summarise(thread)
  return { summary: null }
}
