import type { Participant } from '@chat-view/protocol'
import { CodedError } from '../ports/coded-error.ts'
import type { CommandRoom } from './command-handler.ts'

/** Loads a person in a thread. @throws deleted when they are gone by now */
export const loadParticipant = async (
  threadId: string,
  userId: string,
  { store }: CommandRoom,
): Promise<Participant> => {
  const people = await store.listParticipants(threadId)
  const found = people.find(person => person.userId === userId)
  if (!found) throw new CodedError('deleted')
  return found
}
