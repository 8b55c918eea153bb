import { ChatConnection } from './chat-connection/chat-connection.ts'
import { ChatError } from './chat-error/chat-error.ts'
import { ChatMessageActions } from './chat-message-actions/chat-message-actions.ts'
import { ChatMessageEditor } from './chat-message-editor/chat-message-editor.ts'
import { ChatThreadList } from './chat-thread-list/chat-thread-list.ts'
import { definePiece } from './define-pieces.ts'

export { followDrawerSwipe } from '../controllers/drawer-swipe.ts'
export { OwnEntry } from '../controllers/own-entry.ts'
export { ThreadTools } from '../controllers/thread-tools.ts'
export { menu } from '../styles/menu.ts'
export { sidebar } from '../styles/sidebar.ts'
export { closedStrip } from './chat-composer/closed-strip.ts'
export { troubleStrip } from './chat-connection/trouble-strip.ts'
export { answerNotice } from './chat-message/answer-notice.ts'
export { deletedLine } from './chat-message/deleted-line.ts'
export { dressMessage } from './chat-message/dress-message.ts'
export { failedDelivery } from './chat-message/failed-delivery.ts'
export { messageConflict } from './chat-message/message-conflict.ts'
export { otherPart } from './chat-message/other-part.ts'
export { refusedAttempt } from './chat-message/refused-attempt.ts'
export { sourceList } from './chat-message/source-list.ts'
export { troubleWords } from './chat-message/trouble-words.ts'
export { goneState } from './chat-messages/gone-state.ts'
export { jumpPill } from './chat-messages/jump-pill.ts'
export { olderTrouble } from './chat-messages/older-trouble.ts'
export { typingLine } from './chat-messages/typing-line.ts'
export { panelSidebar } from './chat-panel/panel-sidebar.ts'
export { headerPeople } from './chat-thread-header/header-people.ts'

const elements: Readonly<Record<string, CustomElementConstructor>> = {
  'chat-error': ChatError,
  'chat-connection': ChatConnection,
  'chat-message-editor': ChatMessageEditor,
  'chat-message-actions': ChatMessageActions,
  'chat-thread-list': ChatThreadList,
}

/** Registers the elements among them; names that are taken stay as they are. */
export function defineLaterParts(): void {
  for (const [name, element] of Object.entries(elements)) definePiece(name, element)
}
