declare global {
  interface HTMLElementEventMap {
    'chat-message': ChatMessageEvent
  }
}

/** A message of either side is complete. */
export class ChatMessageEvent extends Event {
  readonly thread: string
  readonly message: string
  readonly role: 'user' | 'assistant' | 'system'

  constructor(thread: string, message: string, role: 'user' | 'assistant' | 'system') {
    super('chat-message', { bubbles: true, composed: true })
    this.thread = thread
    this.message = message
    this.role = role
  }
}
