import type { MessagePart } from '@chat-view/protocol'

/** What of a message is looked through (ST6): what was said, not what was thought, called or quoted on the way. */
export const searchableText = (parts: readonly MessagePart[]): string =>
  parts.flatMap(part => (part.kind === 'text' ? [part.text] : [])).join('\n')
