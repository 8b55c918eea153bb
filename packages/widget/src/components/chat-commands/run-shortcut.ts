import type { ShortcutId } from '../../controllers/keys/shortcuts.ts'
import type { CommandPlace } from './command-place.ts'
import { commandOf } from './commands.ts'
import { editLast } from './edit-last.ts'
import { moveByMessage } from './move-by-message.ts'
import { openCommands } from './open-commands.ts'

type Act = (place: CommandPlace) => boolean

/** Runs the command of that name, where it can be run now. */
const command =
  (id: ShortcutId): Act =>
  place => {
    const found = commandOf(id, place)
    found?.run()
    return found !== null
  }

const acts: Readonly<Partial<Record<ShortcutId, Act>>> = {
  newThread: command('newThread'),
  search: command('search'),
  find: ({ root }) => root.querySelector('chat-messages')?.find() ?? false,
  write: command('write'),
  stop: command('stop'),
  rename: command('rename'),
  print: command('print'),
  shortcuts: command('shortcuts'),
  editLast,
  previousMessage: place => moveByMessage(place, -1),
  nextMessage: place => moveByMessage(place, 1),
  commands: place => {
    void openCommands(place)
    return true
  },
}

/** Does what a shortcut is for; false where there is nothing to do. */
export const runShortcut = (id: ShortcutId, place: CommandPlace): boolean => acts[id]?.(place) ?? false
