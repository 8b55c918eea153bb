declare global {
  interface HTMLElementEventMap {
    'chat-show': ChatShowEvent
    'chat-hide': ChatHideEvent
  }
}

/** The panel of a popup was opened. */
export class ChatShowEvent extends Event {
  constructor() {
    super('chat-show', { bubbles: true, composed: true })
  }
}

/** The panel of a popup was closed. */
export class ChatHideEvent extends Event {
  constructor() {
    super('chat-hide', { bubbles: true, composed: true })
  }
}
