/** Within the widget: the reader wants to edit this message. */
export class ChatEditEvent extends Event {
  constructor() {
    super('chat-edit', { bubbles: true })
  }
}

/** Within the widget: the editing of this message is over. */
export class ChatEditEndEvent extends Event {
  constructor() {
    super('chat-edit-end', { bubbles: true })
  }
}
