import type { MessagePart } from '@chat-view/protocol'

/** Text and reasoning of a message, one after the other: what length and hash of an ending are made over (RT2). */
export const textOfParts = (parts: readonly MessagePart[]): string => {
  let text = ''
  for (const part of parts) if ('text' in part) text += part.text
  return text
}
