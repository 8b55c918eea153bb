import type { ChatPanel } from '../chat-panel/chat-panel.ts'

/** Loads what draws, and makes a panel. */
export async function loadPanel(): Promise<ChatPanel> {
  const { ChatPanel, definePanelElements } = await import('../chat-panel/panel-elements.ts')
  definePanelElements()
  const panel = document.createElement('chat-panel')
  if (!(panel instanceof ChatPanel)) throw new TypeError('The page has an element of its own named chat-panel')
  return panel
}
