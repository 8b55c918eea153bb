import type { Delivery, MessageView } from './message-view.ts'

/** A message or an edit that is in the outbox. */
export interface PendingMessage {
  /** Key of its view: its own, or that of the message that is edited. */
  readonly key: string
  /** The id of the command; the message that it makes carries it. */
  readonly command: string
  readonly createdAt: number
  readonly delivery: Exclude<Delivery, { state: 'sent' }>
}

/** How a message looks that the server has not confirmed (CV6). */
export const viewOfPending = ({ key, createdAt, delivery }: PendingMessage): MessageView => ({
  key,
  id: null,
  seq: null,
  role: 'user',
  authorId: null,
  authorName: null,
  version: 0,
  parts: [{ kind: 'text', text: delivery.text }],
  answer: null,
  suggestions: [],
  delivery,
  versions: { shown: 1, count: 1 },
  edits: 0,
  editedAt: null,
  deletedAt: null,
  createdAt,
  feedback: null,
})
