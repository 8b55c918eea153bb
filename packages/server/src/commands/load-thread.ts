import type { ThreadEntry } from '@chat-view/protocol'
import { entryOf } from '../domain/entry-of.ts'
import type { CommandCall, CommandRoom } from './command-handler.ts'

/** Loads the thread as it stands in the caller's list. @throws deleted or not_found when it is gone by now */
export const loadThread = async (
  id: string,
  { principal }: CommandCall,
  { store, access }: CommandRoom,
): Promise<ThreadEntry> => entryOf(store, principal.userId, await access.toThread(principal, id, [], 'left-to-verb'))
