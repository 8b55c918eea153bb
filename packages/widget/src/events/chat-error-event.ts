declare global {
  interface HTMLElementEventMap {
    'chat-error': ChatErrorEvent
  }
}

/** Something went wrong that the page may want to know; the widget shows it by itself. */
export class ChatErrorEvent extends Event {
  /** From the table of error codes, or `render` for a fault of the widget. */
  readonly code: string
  readonly error: unknown

  constructor(code: string, error: unknown) {
    super('chat-error', { bubbles: true, composed: true })
    this.code = code
    this.error = error
  }
}
