import type { StringKey } from '../../locales/strings.ts'

/** What a key does. Those of `writing` that send and break a line are the composer's own; the table only names them. */
export type ShortcutId =
  | 'send'
  | 'newLine'
  | 'stop'
  | 'editLast'
  | 'newThread'
  | 'search'
  | 'find'
  | 'write'
  | 'rename'
  | 'print'
  | 'previousMessage'
  | 'nextMessage'
  | 'commands'
  | 'shortcuts'

/** Where a shortcut works: `blank` is the composer with nothing in it, `reading` everything but text fields. */
export type ShortcutPlace = 'anywhere' | 'writing' | 'blank' | 'reading'

/**
 * One shortcut. Keys are written as `aria-keyshortcuts` has them, joined by `+`, with `Mod` for Command on Apple's
 * systems and Control elsewhere; the first of several is the one that is shown.
 */
export interface Shortcut {
  readonly id: ShortcutId
  readonly keys: readonly string[]
  readonly where: ShortcutPlace
  readonly label: StringKey
}

/** All keys of the widget: what listens, what menus show and the list of them are made from this table. */
export const shortcuts: readonly Shortcut[] = [
  { id: 'commands', keys: ['Mod+K'], where: 'anywhere', label: 'commands.title' },
  { id: 'newThread', keys: ['Mod+Shift+O'], where: 'anywhere', label: 'header.newThread' },
  { id: 'search', keys: ['Mod+Shift+F'], where: 'anywhere', label: 'threads.searchLabel' },
  { id: 'find', keys: ['Mod+F'], where: 'anywhere', label: 'threads.searchHere' },
  { id: 'write', keys: ['Shift+Escape'], where: 'anywhere', label: 'shortcuts.write' },
  { id: 'stop', keys: ['Escape'], where: 'anywhere', label: 'shortcuts.stop' },
  { id: 'rename', keys: ['F2'], where: 'anywhere', label: 'thread.rename' },
  { id: 'print', keys: ['Mod+P'], where: 'anywhere', label: 'thread.print' },
  { id: 'previousMessage', keys: ['Alt+ArrowUp'], where: 'anywhere', label: 'shortcuts.previous' },
  { id: 'nextMessage', keys: ['Alt+ArrowDown'], where: 'anywhere', label: 'shortcuts.next' },
  { id: 'shortcuts', keys: ['Mod+/'], where: 'anywhere', label: 'shortcuts.title' },
  { id: 'send', keys: ['Enter'], where: 'writing', label: 'composer.send' },
  { id: 'newLine', keys: ['Shift+Enter'], where: 'writing', label: 'shortcuts.newLine' },
  { id: 'editLast', keys: ['ArrowUp'], where: 'blank', label: 'shortcuts.editLast' },
  { id: 'shortcuts', keys: ['?'], where: 'reading', label: 'shortcuts.title' },
]
