/** What covers less of the window than this is no keyboard; px. */
const leastKeyboard = 100
/** So much of the panel stays in any case; px. */
const leastPanel = 160

/**
 * Keeps a box above a virtual keyboard that covers the page instead of making it smaller (UX5): as long as one writes in
 * it, `--chat-covered-start` and `--chat-covered-end` (px) on it say how much of it cannot be seen. The answer ends it.
 */
export const followKeyboard = (
  box: HTMLElement,
  screen: VisualViewport | null = window.visualViewport,
): (() => void) => {
  if (!screen) return () => {}
  const ends = new AbortController()
  const options = { signal: ends.signal }

  const cover = (start: number, end: number): void => {
    box.style.setProperty('--chat-covered-start', `${start}px`)
    box.style.setProperty('--chat-covered-end', `${end}px`)
  }
  /** How much of the box, at its start and its end, cannot be seen. */
  const covered = (): readonly [start: number, end: number] => {
    const { offsetTop, height, scale } = screen
    const keyboard = innerHeight - offsetTop - height
    // Who has zoomed in moves about by themselves.
    if (scale !== 1 || offsetTop + keyboard < leastKeyboard || !box.matches(':focus-within')) return [0, 0]
    const { top, bottom, height: whole } = box.getBoundingClientRect()
    const room = Math.max(0, whole - leastPanel)
    const end = Math.min(room, Math.max(0, keyboard), Math.max(0, bottom - offsetTop - height))
    return [Math.min(room - end, Math.max(0, offsetTop - Math.max(0, top))), end]
  }
  const look = (): void => cover(...covered())

  for (const kind of ['resize', 'scroll'] as const) screen.addEventListener(kind, look, options)
  box.addEventListener('focusin', look, options)
  // The focus that leaves is still there when it says so.
  box.addEventListener('focusout', () => requestAnimationFrame(() => !ends.signal.aborted && look()), options)
  return () => {
    ends.abort()
    cover(0, 0)
  }
}
