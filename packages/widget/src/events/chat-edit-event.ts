import type { EditDraft } from '../components/chat-message/edit-draft.ts'

/** Within the widget: the reader wants to edit this message; `draft`: or began to, and goes on with it. */
export class ChatEditEvent extends Event {
  readonly draft: EditDraft | null

  constructor(draft: EditDraft | null = null) {
    super('chat-edit', { bubbles: true })
    this.draft = draft
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
