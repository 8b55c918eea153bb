const isPiece = (element: Element): boolean => element.localName.startsWith('chat-')

/** Is a shadow root that of a piece which stands below an element, also in shadow trees of the page, and in no other piece? */
export function isPieceBelow(element: Element, { host: piece }: ShadowRoot): boolean {
  if (!isPiece(piece)) return false
  let below = piece
  while (!element.contains(below)) {
    const root = below.getRootNode()
    if (!(root instanceof ShadowRoot) || isPiece(root.host)) return false
    below = root.host
  }
  return true
}

/** The composer below an element, also in shadow trees of the page. */
export function composerBelow(place: Element | ShadowRoot): HTMLElement | null {
  const found = place.querySelector<HTMLElement>('chat-composer')
  if (found) return found
  for (const { shadowRoot } of place.querySelectorAll('*')) {
    const inner = shadowRoot && composerBelow(shadowRoot)
    if (inner) return inner
  }
  return null
}
