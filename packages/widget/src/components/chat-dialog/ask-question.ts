import type { ChatQuestion } from './chat-dialog.ts'

/**
 * Asks before something is destroyed; few do, so the dialog is loaded with the first question. Resolves to the answer, to
 * no when it is closed in any other way; rejects when it could not be loaded.
 */
export async function askQuestion(root: ShadowRoot, question: ChatQuestion): Promise<boolean> {
  const { openQuestion } = await import('./open-question.ts')
  return openQuestion(root, question)
}
