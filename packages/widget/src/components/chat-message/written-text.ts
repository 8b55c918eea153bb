import type { MessagePart, MessageView } from '@chat-view/sdk'

/** What was written, without reasoning, tools and sources. */
export const writtenText = (parts: readonly MessagePart[]): string =>
  parts.map(part => (part.kind === 'text' ? part.text : '')).join('')

/** What a message says once all is done that its author wants. */
export const textOf = ({ delivery, parts }: MessageView): string =>
  delivery.state === 'sent' ? writtenText(parts) : delivery.text
