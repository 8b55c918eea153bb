import type { EndedGenerationState } from '@chat-view/protocol/codes'
import type { MessageView } from '../messages/message-view.ts'
import type { ThreadHandle } from '../threads/thread-handle.ts'

/** One message of a timeline, as a matcher sees it. */
export interface TimelineLine {
  readonly role: MessageView['role']
  /** What is to be read of it: without reasoning, tool calls and sources. */
  readonly text: string
  /** How far a question has come, or what an answer is doing or how it ended. */
  readonly state: 'pending' | 'failed' | 'sent' | 'deleted' | 'running' | EndedGenerationState
}

const textOf = ({ parts }: MessageView): string => parts.map(part => (part.kind === 'text' ? part.text : '')).join('')

const lineOf = (view: MessageView): TimelineLine => {
  const { role, answer, delivery } = view
  const state = view.deletedAt === null ? (answer?.state ?? delivery.state) : 'deleted'
  return { role, text: textOf(view), state }
}

/** The messages of a thread as they are loaded now, oldest first. */
export const timelineLines = (thread: Pick<ThreadHandle, '$timeline' | 'message'>): readonly TimelineLine[] =>
  thread.$timeline
    .get()
    .keys.map(key => thread.message(key))
    .filter(view => view !== null)
    .map(lineOf)
