import type { Action } from '@chat-view/protocol/codes'
import type { CommandHandler } from '../command-handler.ts'
import { followUp } from '../follow-up.ts'
import { loadThread } from '../load-thread.ts'

export const updateThread: CommandHandler<'updateThread'> = async (args, call, room) => {
  const { thread, title, pinned, archived, version } = args
  const actions: Action[] = []
  if (title !== undefined) actions.push('thread.rename')
  if (pinned !== undefined) actions.push('thread.pin')
  if (archived !== undefined) actions.push('thread.archive')
  await room.access.toThread(call.principal, thread, actions, 'left-to-verb')
  const commit = await room.store.updateThread({
    ...call.verb,
    id: thread,
    userId: call.principal.userId,
    ...(title === undefined ? {} : { title }),
    ...(pinned === undefined ? {} : { pinned }),
    ...(archived === undefined ? {} : { archived }),
    ...(version === undefined ? {} : { version }),
  })
  followUp({ ...commit, value: {} }, room)
  return { thread: await loadThread(thread, call, room) }
}
