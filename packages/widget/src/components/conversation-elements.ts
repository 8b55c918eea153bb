import { ChatComposer } from './chat-composer/chat-composer.ts'
import { ChatMessage } from './chat-message/chat-message.ts'
import { ChatMessages } from './chat-messages/chat-messages.ts'
import { ChatStreamingText } from './chat-streaming-text/chat-streaming-text.ts'

/** The elements of the conversation by their names, in the order in which they are registered: inner ones first. */
export const conversationElements: Readonly<Record<string, CustomElementConstructor>> = {
  'chat-streaming-text': ChatStreamingText,
  'chat-message': ChatMessage,
  'chat-messages': ChatMessages,
  'chat-composer': ChatComposer,
}
