import type { ClientFrame } from '@chat-view/protocol'
import type { DoorContext } from './door-context.ts'
import { type Speaker, sendError } from './send-error.ts'

export type TypingFrame = Extract<ClientFrame, { type: 'typing' }>

/** Tells the other participants that one types (CV7), if the matrix allows it. */
export const sayTyping = async (door: DoorContext, speaker: Speaker, frame: TypingFrame): Promise<void> => {
  const { principal } = speaker
  if (!principal) return
  try {
    await door.reads.access(principal, frame.thread, 'thread.type')
    const { userId: user, name } = principal
    door.bus.publish({ kind: 'typing', thread: frame.thread, user, name, on: frame.on })
  } catch (error) {
    sendError(door, speaker, error)
  }
}
