import type { Localisation } from '../../locales/localisation.ts'
import type { StringKey } from '../../locales/strings.ts'
import { isApple } from './match-shortcut.ts'
import { type ShortcutId, shortcuts } from './shortcuts.ts'

const signs: Readonly<Record<string, string>> = { Mod: '⌘', Shift: '⇧', Alt: '⌥', ArrowUp: '↑', ArrowDown: '↓' }

const names: Readonly<Record<string, StringKey>> = {
  Mod: 'key.ctrl',
  Shift: 'key.shift',
  Alt: 'key.alt',
  Escape: 'key.escape',
  Enter: 'key.enter',
}

const arrows: Readonly<Record<string, StringKey>> = { ArrowUp: 'key.up', ArrowDown: 'key.down' }

/** One key: what is drawn, and how it is spoken where that is another. */
interface KeyName {
  readonly shown: string
  readonly spoken: string | null
}

/** The keys of a combination, as this system and language name them. The words are those of the dialogs. */
export function keyNames(words: Localisation, combination: string, apple: boolean = isApple()): readonly KeyName[] {
  return combination.split('+').map(key => {
    const sign = apple || key in arrows ? signs[key] : undefined
    const name = names[key]
    const arrow = arrows[key]
    const shown = sign ?? (name ? words.text(name as 'key.ctrl') : key)
    return { shown, spoken: arrow ? words.text(arrow as 'key.up') : null }
  })
}

/** The keys of a shortcut in one line, as menus show them at their end side. */
export function keysOf(words: Localisation, id: ShortcutId, apple: boolean = isApple()): string {
  const [first = ''] = shortcuts.find(shortcut => shortcut.id === id)?.keys ?? []
  const shown = keyNames(words, first, apple).map(({ shown }) => shown)
  return shown.join(apple ? '' : '+')
}

/** The keys of a shortcut for `aria-keyshortcuts`. */
export function spokenKeysOf(id: ShortcutId, apple: boolean = isApple()): string {
  const [first = ''] = shortcuts.find(shortcut => shortcut.id === id)?.keys ?? []
  return first.replace('Mod', apple ? 'Meta' : 'Control')
}
