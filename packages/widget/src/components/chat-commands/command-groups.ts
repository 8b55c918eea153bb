import { chatIcon } from '../../icons/launcher.ts'
import { accountItems } from '../chat-account/account-items.ts'
import type { CommandPlace } from './command-place.ts'
import { type Command, commandOfItem, commandsNow } from './commands.ts'
import type { CommandGroup } from './find-commands.ts'

/** The other conversations, in the order of the list. */
function threadCommands({ chat, thread, words, surface }: CommandPlace): readonly Command[] {
  return chat.$threads
    .get()
    .items.filter(({ id }) => id !== thread?.id)
    .map(({ id, title }) => ({
      label: title ?? words.text('thread.untitled'),
      drawing: chatIcon,
      shortcut: null,
      run: () => surface.openThread(id),
    }))
}

/** All that the menu of commands offers, group by group. */
export async function commandGroups(place: CommandPlace): Promise<readonly CommandGroup[]> {
  const { chat, words, surface, root } = place
  const failed = (error: { readonly code: string } | null): void => surface.tell(error && words.error(error.code))
  const known = chat.$session.get() !== null
  const items = known ? await accountItems({ chat, words, surface, root, failed }) : []
  return [
    {
      label: words.text('commands.title'),
      commands: commandsNow(place).filter(({ shortcut }) => shortcut !== 'commands'),
    },
    { label: words.text('header.conversations'), commands: threadCommands(place) },
    { label: words.text('threads.yourData'), commands: items.map(commandOfItem) },
  ]
}
