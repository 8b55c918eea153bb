import { hashText } from '@chat-view/protocol/codes'
import { toParts } from '../messages/message-row.ts'

/** What a run's row says of the text that it left: its length in UTF-16 units, and its hash. */
export const toldOf = (parts: string): { length: number; hash: string } => {
  const text = toParts(parts)
    .map(part => ('text' in part ? part.text : ''))
    .join('')
  return { length: text.length, hash: hashText(text) }
}
