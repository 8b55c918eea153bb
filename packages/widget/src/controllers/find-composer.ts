import type { ChatComposer } from '../components/chat-composer/chat-composer.ts'

/** The composer of the conversation that an element belongs to; null where there is none, or it takes nothing now. */
export function findComposer(element: Element): ChatComposer | null {
  for (let at: Element | null = element; at; ) {
    const around: Node = at.getRootNode()
    const place: ParentNode | null = at.closest('chat-provider') ?? (around instanceof ShadowRoot ? around : null)
    const found = place?.querySelector('chat-composer')
    if (found) return found.field ? found : null
    at = around instanceof ShadowRoot ? around.host : null
  }
  return null
}
