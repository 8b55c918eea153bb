import { ChatEditQuestionEvent } from '../../events/chat-edit-question-event.ts'
import { mayDo } from '../chat-message/message-actions.ts'
import type { CommandPlace } from './command-place.ts'

/** Begins to edit one's own last question (CV2); false where there is none that may be edited. */
export function editLast({ chat, thread, surface, root }: CommandPlace): boolean {
  const userId = chat.$session.get()?.user.id
  const state = thread?.$thread.get()
  if (!thread || !userId || state?.status !== 'open') return false
  const reader = {
    userId,
    role: state.role,
    archived: state.thread.archivedAt !== null,
    readonly: surface.readonly,
  }
  const own = (key: string): boolean => {
    const view = thread.$message(key).get()
    return view?.role === 'user' && view.authorId === userId && mayDo(reader, 'message.edit', view)
  }
  const key = thread.$timeline.get().keys.findLast(own)
  const list = root.querySelector('chat-messages')?.shadowRoot?.querySelector('.column')
  if (key === undefined || !list) return false
  list.dispatchEvent(new ChatEditQuestionEvent(key))
  return true
}
