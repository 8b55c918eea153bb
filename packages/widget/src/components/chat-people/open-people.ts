import { definePiece } from '../define-pieces.ts'
import { ChatPeople } from './chat-people.ts'

/** Opens the dialog about the people of a thread; it takes itself away once it is closed. */
export async function openPeople(root: ShadowRoot, thread: string): Promise<void> {
  definePiece('chat-people', ChatPeople)
  const dialog = document.createElement('chat-people')
  root.append(dialog)
  await dialog.open(thread)
}
