/** Within the widget: the reader wants to edit this message. */
export class ChatEditEvent extends Event {
  constructor() {
    super('chat-edit', { bubbles: true })
  }
}

/** Within the widget: the editing of this message is over; `saved`: with another text. */
export class ChatEditEndEvent extends Event {
  readonly saved: boolean

  constructor(saved: boolean) {
    super('chat-edit-end', { bubbles: true })
    this.saved = saved
  }
}
