import { ChatThreadHeader } from '../chat-thread-header/chat-thread-header.ts'
import { conversationElements } from '../conversation-elements.ts'
import { definePieces } from '../define-pieces.ts'
import { ChatPanel } from './chat-panel.ts'

export { KeyGuard } from '../../controllers/key-guard.ts'
export { TouchController } from '../../controllers/touch-controller.ts'
export { ChatPanel }

const elements: Readonly<Record<string, CustomElementConstructor>> = {
  'chat-thread-header': ChatThreadHeader,
  ...conversationElements,
  'chat-panel': ChatPanel,
}

/** Registers what a panel is made of at first. Throws where the page has taken a name of it. */
export const definePanelElements = (): void => definePieces(elements)
