declare global {
  interface HTMLElementEventMap {
    'chat-thread-change': ChatThreadChangeEvent
  }
}

/** Another thread is shown, or a new one has got its id. `thread` is null before the first message. */
export class ChatThreadChangeEvent extends Event {
  readonly thread: string | null

  constructor(thread: string | null) {
    super('chat-thread-change', { bubbles: true, composed: true })
    this.thread = thread
  }
}
