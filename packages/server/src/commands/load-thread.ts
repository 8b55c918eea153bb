import type { ThreadEntry } from '@chat-view/protocol'
import { CodedError } from '../ports/coded-error.ts'
import type { CommandCall, CommandRoom } from './command-handler.ts'

/** Loads the thread as it stands in the caller's list. @throws deleted when it is gone by now */
export const loadThread = async (
  id: string,
  { principal }: CommandCall,
  { store }: CommandRoom,
): Promise<ThreadEntry> => {
  const entry = await store.getEntry(id, principal.userId)
  if (!entry) throw new CodedError('deleted')
  return entry
}
