import type { ChatError, Message, MessageView } from '@chat-view/sdk'
import { writtenText } from './written-text.ts'

/** An edit that was refused because somebody else had changed the message meanwhile (CV5). */
export interface EditConflict {
  readonly mine: string
  readonly saved: string
  /** Of what is saved: an edit of it overwrites nothing else. */
  readonly version: number
}

const isMessage = (value: unknown): value is Pick<Message, 'parts' | 'version'> =>
  typeof value === 'object' && value !== null && 'parts' in value && Array.isArray(value.parts) && 'version' in value

/** The two texts, where a message's edit failed for that reason; else null. */
export const editConflict = (view: MessageView): EditConflict | null => {
  const { delivery } = view
  if (delivery.state !== 'failed' || delivery.command !== 'edit') return null
  const { code, current }: ChatError = delivery.error
  if (code !== 'conflict' || view.id === null) return null
  // What the message is by now is newer than what the refusal said.
  const saved = isMessage(current) && current.version > view.version ? current : view
  return { mine: delivery.text, saved: writtenText(saved.parts), version: saved.version }
}
