declare global {
  interface HTMLElementEventMap {
    'chat-ready': ChatReadyEvent
  }
}

/** The widget is drawn and its chat is set up. A popup is drawn at its first opening. */
export class ChatReadyEvent extends Event {
  constructor() {
    super('chat-ready', { bubbles: true, composed: true })
  }
}
