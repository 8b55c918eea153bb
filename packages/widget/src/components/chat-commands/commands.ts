import { deepActiveElement } from '../../controllers/focusable-elements.ts'
import type { ShortcutId } from '../../controllers/keys/shortcuts.ts'
import type { MenuItem } from '../../controllers/menu-controller.ts'
import { stopIcon } from '../../icons/composing.ts'
import type { Icon } from '../../icons/icon.ts'
import { editIcon } from '../../icons/messages.ts'
import { newThreadIcon } from '../../icons/opening.ts'
import { searchIcon } from '../../icons/threads.ts'
import { infoIcon } from '../../icons/troubles.ts'
import type { StringKey } from '../../locales/strings.ts'
import { openShortcuts } from '../chat-shortcuts/open-shortcuts.ts'
import type { CommandPlace } from './command-place.ts'
import { focusSearch } from './focus-search.ts'

/** Something that can be done now. */
export interface Command {
  readonly label: string
  readonly drawing: Icon
  readonly shortcut: ShortcutId | null
  /** A setting that is on or off. */
  readonly checked?: boolean | undefined
  readonly run: () => void
}

interface CommandRow {
  readonly id: ShortcutId
  readonly label: StringKey
  readonly drawing: Icon
  readonly possible: (place: CommandPlace) => boolean
  readonly run: (place: CommandPlace) => void
}

const always = (): boolean => true

/** Commands of the chat itself; those about its thread are the items of the thread's menu. */
const table: readonly CommandRow[] = [
  {
    id: 'newThread',
    label: 'header.newThread',
    drawing: newThreadIcon,
    possible: ({ surface }) => !surface.readonly,
    run: place => {
      place.newThread()
      void place.focusComposer()
    },
  },
  { id: 'search', label: 'threads.searchLabel', drawing: searchIcon, possible: always, run: focusSearch },
  {
    id: 'stop',
    label: 'shortcuts.stop',
    drawing: stopIcon,
    possible: ({ thread }) => (thread?.$timeline.get().running ?? null) !== null,
    run: place => {
      // The button goes with the answer, and the focus must not go with it.
      if (deepActiveElement()?.matches('[part~=stop]')) void place.focusComposer()
      // Whether it stopped is told by the answer.
      place.thread?.stop().catch(() => {})
    },
  },
  {
    id: 'write',
    label: 'shortcuts.write',
    drawing: editIcon,
    possible: always,
    run: place => void place.focusComposer(),
  },
  {
    id: 'shortcuts',
    label: 'shortcuts.title',
    drawing: infoIcon,
    possible: always,
    run: ({ root, words, surface }) => {
      openShortcuts(root, words).catch(() => surface.tell(words.error('network')))
    },
  },
]

const threadItems = ({ root }: CommandPlace): readonly MenuItem[] =>
  root.querySelector('chat-thread-header')?.threadItems() ?? []

/** An item of a menu as a command. */
export const commandOfItem = ({ label, drawing, choose, shortcut, checked }: MenuItem): Command => ({
  label,
  drawing,
  shortcut: shortcut ?? null,
  checked,
  run: choose,
})

/** What can be done now: with the chat, then with the thread that is shown, as far as the reader may (CV9). */
export function commandsNow(place: CommandPlace): readonly Command[] {
  const own = table
    .filter(({ possible }) => possible(place))
    .map(({ id, label, drawing, run }) => ({
      label: place.words.text(label as 'header.newThread'),
      drawing,
      shortcut: id,
      run: () => run(place),
    }))
  return [...own, ...threadItems(place).map(commandOfItem)]
}

/** The command of a shortcut; null where it cannot be run now. */
export const commandOf = (id: ShortcutId, place: CommandPlace): Command | null =>
  commandsNow(place).find(({ shortcut }) => shortcut === id) ?? null
