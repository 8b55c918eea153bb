import { definePiece } from '../define-pieces.ts'
import { ChatDialog, type ChatQuestion } from './chat-dialog.ts'

/** Shows a question in a dialog of its own, which goes with the answer. */
export async function openQuestion(root: ShadowRoot, question: ChatQuestion): Promise<boolean> {
  definePiece('chat-dialog', ChatDialog)
  const dialog = document.createElement('chat-dialog')
  root.append(dialog)
  try {
    return await dialog.ask(question)
  } finally {
    dialog.remove()
  }
}
