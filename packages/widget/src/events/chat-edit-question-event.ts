/** Within the widget: the reader wants to edit the question with this key, of an answer that was refused. */
export class ChatEditQuestionEvent extends Event {
  readonly key: string

  constructor(key: string) {
    super('chat-edit-question', { bubbles: true })
    this.key = key
  }
}
