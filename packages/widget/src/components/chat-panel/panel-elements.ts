import { ChatThreadHeader } from '../chat-thread-header/chat-thread-header.ts'
import { conversationElements } from '../conversation-elements.ts'
import { defineElement } from '../define-element.ts'
import { ChatPanel } from './chat-panel.ts'

export { KeyGuard } from '../../controllers/key-guard.ts'
export { TouchController } from '../../controllers/touch-controller.ts'
export { ChatPanel }

const elements: Readonly<Record<string, CustomElementConstructor>> = {
  'chat-thread-header': ChatThreadHeader,
  ...conversationElements,
  'chat-panel': ChatPanel,
}

/** Registers what a panel is made of at first; names that are taken stay as they are. */
export function definePanelElements(): void {
  for (const [name, element] of Object.entries(elements)) defineElement(name, element)
}
