import { type ChatPanel, definePanelElements, KeyGuard, TouchController } from './panel-elements.ts'

/**
 * Makes a panel for an element; while it stands there, what is typed into the widget stays in it (EM4). Throws where the
 * page has taken its name, or that of a part of it.
 */
export function makePanel(element: HTMLElement, root: ShadowRoot): ChatPanel {
  definePanelElements()
  const panel = document.createElement('chat-panel')
  new TouchController(panel)
  const guard = new KeyGuard(element, within => within === root)
  panel.addController({ hostConnected: () => guard.start(), hostDisconnected: () => guard.stop() })
  return panel
}
