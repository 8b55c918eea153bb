import { composedRange } from './composed-range.ts'

/** Words that were selected within one message, and where they end on the screen. */
export interface SelectedPassage {
  readonly text: string
  /** The message's element. */
  readonly message: Element
  readonly box: DOMRect
}

/** All shadow roots below a node, the node's own too. */
function rootsWithin(node: ShadowRoot): ShadowRoot[] {
  const inner = [...node.querySelectorAll('*')].map(element => element.shadowRoot).filter(root => root !== null)
  return [node, ...inner.flatMap(rootsWithin)]
}

function messageAround(node: Node): Element | null {
  for (let at: Node | null = node; at; ) {
    const root: Node = at.getRootNode()
    const element = at instanceof Element ? at : at.parentElement
    const found = element?.closest('chat-message')
    if (found) return found
    at = root instanceof ShadowRoot ? root.host : null
  }
  return null
}

const closeUp = (text: string): string => text.replace(/\s+/g, '')

/** What is selected in the list of messages, where it lies in one message; null: nothing that is to be quoted. */
export function selectedPassage(list: Element): SelectedPassage | null {
  const selection = list.ownerDocument.getSelection()
  const root = list.shadowRoot
  const text = selection?.toString().trim() ?? ''
  if (!selection || text === '' || !root) return null
  // Without them a browser tells of no selection in a shadow tree; messages have Quote in their menu.
  const found = composedRange(selection, rootsWithin(root))
  if (!found) return null
  const message = messageAround(found.startContainer)
  if (!message) return null
  const around = found.startContainer.getRootNode()
  const range = list.ownerDocument.createRange()
  range.setStart(found.startContainer, found.startOffset)
  // Three presses select a paragraph up to the beginning of what follows, which may lie in another tree.
  if (around === found.endContainer.getRootNode()) range.setEnd(found.endContainer, found.endOffset)
  else range.setEnd(around, around.childNodes.length)
  if (closeUp(range.toString()) !== closeUp(text)) return null
  return { text, message, box: range.getBoundingClientRect() }
}
