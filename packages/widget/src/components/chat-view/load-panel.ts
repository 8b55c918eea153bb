import type { KeyGuard } from '../../controllers/key-guard.ts'
import type { ChatPanel } from '../chat-panel/chat-panel.ts'

interface LoadedPanel {
  readonly panel: ChatPanel
  /** Keeps what is typed into the widget within it (EM4). */
  readonly guard: KeyGuard
}

/** Loads what draws, and makes a panel for an element. */
export async function loadPanel(element: HTMLElement, root: ShadowRoot): Promise<LoadedPanel> {
  const { ChatPanel, definePanelElements, KeyGuard, TouchController } = await import('../chat-panel/panel-elements.ts')
  definePanelElements()
  const panel = document.createElement('chat-panel')
  if (!(panel instanceof ChatPanel)) throw new TypeError('The page has an element of its own named chat-panel')
  new TouchController(panel)
  return { panel, guard: new KeyGuard(element, within => within === root) }
}
