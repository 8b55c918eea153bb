import { deepActiveElement, focusableElements } from './focusable-elements.ts'

/** Keeps the Tab key within a region while it is modal. For `keydown` listeners of that region (EM3, UX1). */
export function keepFocusWithin(region: HTMLElement, event: KeyboardEvent): void {
  if (event.key !== 'Tab' || event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return
  const elements = focusableElements(region)
  const [first] = elements
  const last = elements.at(-1)
  const active = deepActiveElement()
  const leaves = event.shiftKey ? active === first : active === last
  if (!leaves && first && elements.some(element => element === active)) return
  event.preventDefault()
  if (event.shiftKey) last?.focus()
  else first?.focus()
}
