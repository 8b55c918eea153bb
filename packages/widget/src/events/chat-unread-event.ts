declare global {
  interface HTMLElementEventMap {
    'chat-unread': ChatUnreadEvent
  }
}

/** The number of unread threads has changed. */
export class ChatUnreadEvent extends Event {
  readonly count: number

  constructor(count: number) {
    super('chat-unread', { bubbles: true, composed: true })
    this.count = count
  }
}
