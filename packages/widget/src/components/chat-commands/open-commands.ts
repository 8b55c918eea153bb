import { definePiece } from '../define-pieces.ts'
import { loadLater } from '../load-later.ts'
import type { CommandPlace } from './command-place.ts'

/** Opens the menu of commands; it takes itself away once it is closed. Nothing happens where it cannot be loaded. */
export async function openCommands(place: CommandPlace): Promise<void> {
  try {
    const [{ ChatCommands }] = await Promise.all([import('./chat-commands.ts'), loadLater(place.words)])
    definePiece('chat-commands', ChatCommands)
    const menu = document.createElement('chat-commands')
    place.root.append(menu)
    await menu.open(place)
  } catch {
    place.surface.tell(place.words.error('network'))
  }
}
