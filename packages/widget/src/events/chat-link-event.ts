declare global {
  interface HTMLElementEventMap {
    'chat-link': ChatLinkEvent
  }
}

/** Somebody follows a link in a message; `preventDefault()` keeps the browser from opening it. */
export class ChatLinkEvent extends Event {
  readonly href: string

  constructor(href: string) {
    super('chat-link', { bubbles: true, composed: true, cancelable: true })
    this.href = href
  }
}
