import type { Message } from '@chat-view/protocol'
import { presentMessages } from '../domain/present-messages.ts'
import { CodedError } from '../ports/coded-error.ts'
import type { CommandCall, CommandRoom } from './command-handler.ts'

/** Loads messages for a result, in the order asked for; null stays null. @throws deleted when one is gone by now */
export const loadMessages = async <const Ids extends readonly (string | null)[]>(
  ids: Ids,
  { principal }: CommandCall,
  { store }: CommandRoom,
): Promise<{ [I in keyof Ids]: Ids[I] extends string ? Message : Message | null }> => {
  const records = await store.getMessages(ids.filter(id => id !== null))
  const messages = await presentMessages(store, principal.userId, records)
  const byId = new Map(messages.map(message => [message.id, message]))
  const found = ids.map(id => {
    if (id === null) return null
    const message = byId.get(id)
    if (!message) throw new CodedError('deleted')
    return message
  })
  return found as { [I in keyof Ids]: Ids[I] extends string ? Message : Message | null }
}
