import { ChatConnection } from '../chat-connection/chat-connection.ts'
import { ChatDialog } from '../chat-dialog/chat-dialog.ts'
import { ChatError } from '../chat-error/chat-error.ts'
import { ChatThreadHeader } from '../chat-thread-header/chat-thread-header.ts'
import { ChatThreadList } from '../chat-thread-list/chat-thread-list.ts'
import { conversationElements } from '../conversation-elements.ts'
import { defineElement } from '../define-element.ts'
import { ChatPanel } from './chat-panel.ts'

export { KeyGuard } from '../../controllers/key-guard.ts'
export { ChatPanel }

const elements: Readonly<Record<string, CustomElementConstructor>> = {
  'chat-dialog': ChatDialog,
  'chat-error': ChatError,
  'chat-connection': ChatConnection,
  'chat-thread-header': ChatThreadHeader,
  'chat-thread-list': ChatThreadList,
  ...conversationElements,
  'chat-panel': ChatPanel,
}

/** Registers all that a panel is made of; names that are taken stay as they are. */
export function definePanelElements(): void {
  for (const [name, element] of Object.entries(elements)) defineElement(name, element)
}
