import type { CommandHandler } from '../command-handler.ts'
import { followUp } from '../follow-up.ts'
import { loadThread } from '../load-thread.ts'

export const markRead: CommandHandler<'markRead'> = async ({ thread, seq }, call, room) => {
  await room.access.toThread(call.principal, thread, ['thread.markRead'], 'left-to-verb')
  const commit = await room.store.markRead({ ...call.verb, id: thread, userId: call.principal.userId, seq })
  followUp({ ...commit, value: {} }, room)
  return { thread: await loadThread(thread, call, room) }
}
