import type { MessagePart } from '@chat-view/sdk'

/** What was written, without reasoning, tools and sources. */
export const writtenText = (parts: readonly MessagePart[]): string =>
  parts.map(part => (part.kind === 'text' ? part.text : '')).join('')
