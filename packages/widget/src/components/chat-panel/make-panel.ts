import { type ChatPanel, definePanelElements, KeyGuard, TouchController } from './panel-elements.ts'

interface MadePanel {
  readonly panel: ChatPanel
  /** Keeps what is typed into the widget within it (EM4). */
  readonly guard: KeyGuard
}

/** Makes a panel for an element. Throws where the page has taken its name, or that of a part of it. */
export function makePanel(element: HTMLElement, root: ShadowRoot): MadePanel {
  definePanelElements()
  const panel = document.createElement('chat-panel')
  new TouchController(panel)
  return { panel, guard: new KeyGuard(element, within => within === root) }
}
