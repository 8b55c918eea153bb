import { launcherLabels } from '../locales/launcher-labels.ts'
import type { StringOverrides } from '../locales/strings.ts'

interface Words {
  readonly locale: string
  readonly strings: StringOverrides
}

/** Takes back what says in a place that the chat could not be loaded. */
export const clearFailure = (place: Element | ShadowRoot): void => place.querySelector('.failed')?.remove()

/**
 * Says in a place that the chat could not be loaded, and offers to try again (UX7). The focus comes to the button where it
 * was asked for `from` somewhere, unless somebody has it.
 */
export function showFailure(place: Element | ShadowRoot, words: Words, retry: () => void, from: Element | null): void {
  clearFailure(place)
  const labels = launcherLabels(words.locale, words.strings)
  const box = document.createElement('div')
  const text = document.createElement('div')
  const again = document.createElement('button')
  text.textContent = labels['launcher.failed']
  again.textContent = labels['launcher.retry']
  again.addEventListener('click', retry)
  box.className = 'failed'
  box.part.value = 'error'
  box.role = 'alert'
  box.append(text, again)
  place.append(box)
  if (from && document.activeElement === document.body) again.focus()
}
