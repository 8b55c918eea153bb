import { isComposing } from '../is-composing.ts'
import { type Shortcut, type ShortcutPlace, shortcuts } from './shortcuts.ts'

/** Whether Command stands for Control here. */
export const isApple = (): boolean => /mac|iphone|ipad/i.test(navigator.platform)

/** Letters by what they write, and where the keyboard writes no Latin letters, by where they lie. */
const keyOf = ({ key, code }: KeyboardEvent): string =>
  /^[a-z]$/i.test(key) ? key.toUpperCase() : /^Key[A-Z]$/.test(code) && key.length === 1 ? code.slice(3) : key

function isPressed(combination: string, event: KeyboardEvent, apple: boolean): boolean {
  const parts = combination.split('+')
  const key = parts.pop() ?? ''
  const mod = parts.includes('Mod')
  // Signs lie elsewhere on each keyboard, with Shift or without.
  const shift = key.length === 1 && !/[A-Z]/.test(key) ? event.shiftKey : parts.includes('Shift')
  return (
    keyOf(event) === key &&
    event.metaKey === (mod && apple) &&
    event.ctrlKey === (mod && !apple) &&
    event.altKey === parts.includes('Alt') &&
    event.shiftKey === shift
  )
}

/** The shortcut that a key is, of those that work in these places. A composition's keys are none (CV11). */
export function matchShortcut(
  event: KeyboardEvent,
  places: readonly ShortcutPlace[],
  apple: boolean = isApple(),
): Shortcut | null {
  if (isComposing(event)) return null
  const pressed = ({ keys, where }: Shortcut): boolean =>
    places.includes(where) && keys.some(keys => isPressed(keys, event, apple))
  return shortcuts.find(pressed) ?? null
}
