declare global {
  interface HTMLElementEventMap {
    'chat-fault': ChatFaultEvent
  }
}

/** Within the widget: a part could not be drawn. The nearest boundary shows it, and the page never hears of it (UX7). */
export class ChatFaultEvent extends Event {
  readonly error: unknown

  constructor(error: unknown) {
    super('chat-fault', { bubbles: true, composed: true })
    this.error = error
  }
}
