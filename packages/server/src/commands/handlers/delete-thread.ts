import type { CommandHandler } from '../command-handler.ts'
import { followUp } from '../follow-up.ts'

export const deleteThread: CommandHandler<'deleteThread'> = async ({ thread, version }, call, room) => {
  await room.access.toThread(call.principal, thread, ['thread.delete'], 'left-to-verb')
  const commit = await room.store.deleteThread({
    ...call.verb,
    id: thread,
    userId: call.principal.userId,
    ...(version === undefined ? {} : { version }),
  })
  followUp(commit, room)
  return { thread }
}
