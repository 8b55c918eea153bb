import type { Chat } from '@chat-view/sdk'
import { definePiece } from '../define-pieces.ts'
import { ChatPrinting, type PrintedThread } from './chat-printing.ts'

/** Prints a whole conversation, and nothing of the page around it (UX4). Resolves once the printer's dialog is gone. */
export async function printConversation(root: ShadowRoot, chat: Chat, thread: PrintedThread): Promise<void> {
  definePiece('chat-printing', ChatPrinting)
  const printing = document.createElement('chat-printing')
  root.append(printing)
  try {
    await printing.print(chat, thread)
  } finally {
    printing.remove()
  }
}
