import { ContextConsumer } from '@lit/context'
import type { ReactiveControllerHost } from 'lit'
import { localisationContext } from '../../context/localisation-context.ts'
import { keysOf, spokenKeysOf } from './key-names.ts'
import type { ShortcutId } from './shortcuts.ts'

/** A shortcut as a menu shows it, and as `aria-keyshortcuts` has it. */
export interface MenuKeys {
  shown(id: ShortcutId): string
  spoken(id: ShortcutId): string
}

/** The keys that the menus of an element show, in its language. */
export async function menuKeys(host: ReactiveControllerHost & HTMLElement): Promise<MenuKeys> {
  const words = new ContextConsumer(host, { context: localisationContext, subscribe: true })
  await words.value?.dialogs()
  return {
    shown: id => (words.value ? keysOf(words.value, id) : ''),
    spoken: id => spokenKeysOf(id),
  }
}
