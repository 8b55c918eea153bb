import type { CommandPlace } from './command-place.ts'

/** Frames in which an unfolded list brings its search. */
const mostFrames = 120

const nextFrame = (): Promise<void> => new Promise(resolve => requestAnimationFrame(() => resolve()))

const fieldIn = (root: ShadowRoot): HTMLElement | null => {
  const list = root.querySelector('chat-thread-list')
  const search = list?.checkVisibility() ? list.shadowRoot?.querySelector('chat-search') : null
  return search?.shadowRoot?.querySelector('input') ?? null
}

/** Puts the focus into the search, and unfolds the list of threads where it is folded. */
export async function focusSearch({ root }: CommandPlace): Promise<void> {
  if (!root.querySelector('chat-thread-list')?.checkVisibility()) {
    const header = root.querySelector('chat-thread-header')?.shadowRoot
    const button = root.querySelector<HTMLElement>('.sidebar-button') ?? header?.querySelector('.sidebar-button')
    if (button instanceof HTMLElement) button.click()
  }
  for (let frame = 0; frame < mostFrames && root.isConnected; frame++) {
    await nextFrame()
    const field = fieldIn(root)
    if (!field) continue
    field.focus()
    return
  }
}
