/** How long a finger rests for its press to be a long one; milliseconds. */
const long = 500
/** How far it may slip; px. */
const slip = 10

/** What has a long press of its own: links, controls, and text that one selects. */
const itsOwn = 'a, button, input, textarea, select, summary, pre, img, .prose, [contenteditable]'

/** The message below a finger; null where the press is about something in it. */
const messageBelow = (event: Event): HTMLElement | null => {
  for (const node of event.composedPath()) {
    if (!(node instanceof HTMLElement)) continue
    if (node.localName === 'chat-message') return node
    if (node.matches(itsOwn)) return null
  }
  return null
}

const openMenu = (message: HTMLElement): void => {
  const actions = message.shadowRoot?.querySelector('chat-message-actions')
  actions?.shadowRoot?.querySelector<HTMLElement>('.more')?.click()
}

/** Opens a message's menu by a long press on it (UX5). The text of an answer is left to be selected. The answer ends it. */
export const followLongPress = (box: HTMLElement): (() => void) => {
  const ends = new AbortController()
  const options = { signal: ends.signal }
  let down: PointerEvent | null = null
  let below: HTMLElement | null = null

  const begin = (event: PointerEvent): void => {
    below = event.pointerType === 'touch' && event.isPrimary ? messageBelow(event) : null
    down = below ? event : null
  }
  const end = (event: PointerEvent): void => {
    const began = down
    down = null
    if (!began || event.pointerId !== began.pointerId || event.timeStamp - began.timeStamp < long) return
    if (Math.hypot(event.clientX - began.clientX, event.clientY - began.clientY) > slip) return
    const message = below
    // A menu that opens while the finger is down would be closed by its going up.
    if (message) setTimeout(() => openMenu(message))
  }

  box.addEventListener('pointerdown', begin, options)
  box.addEventListener('pointerup', end, options)
  box.addEventListener('pointercancel', () => (down = null), options)
  // The browser's own menu of a long press.
  box.addEventListener('contextmenu', event => down && event.preventDefault(), options)
  return () => ends.abort()
}
