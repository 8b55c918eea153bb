import type { Localisation } from '../../locales/localisation.ts'
import { definePiece } from '../define-pieces.ts'

/** Opens the list of keyboard shortcuts; it takes itself away once it is closed. Rejects when it could not be loaded. */
export async function openShortcuts(root: ShadowRoot, words: Localisation): Promise<void> {
  const [{ ChatShortcuts }] = await Promise.all([import('./chat-shortcuts.ts'), words.dialogs()])
  definePiece('chat-shortcuts', ChatShortcuts)
  const dialog = document.createElement('chat-shortcuts')
  root.append(dialog)
  await dialog.open()
}
