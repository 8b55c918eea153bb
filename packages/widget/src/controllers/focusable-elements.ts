const candidates =
  'a[href], button, input, select, textarea, summary, iframe, audio[controls], video[controls], [contenteditable], [tabindex]'

/** What the Tab key reaches below a node, in order, through shadow roots and slots. */
export function focusableElements(within: Element | ShadowRoot): HTMLElement[] {
  const found: HTMLElement[] = []
  visit(within, found)
  return found
}

/** The element that has the focus, however deep in shadow roots. */
export function deepActiveElement(): Element | null {
  let active = document.activeElement
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement
  return active
}

function visit(node: Element | ShadowRoot, found: HTMLElement[]): void {
  if (node instanceof HTMLElement) {
    if (node.inert || !isDrawn(node)) return
    if (node.matches(candidates) && node.tabIndex >= 0 && !node.matches(':disabled')) found.push(node)
  }
  const assigned = node instanceof HTMLSlotElement ? node.assignedElements() : []
  const inner = node instanceof Element ? (node.shadowRoot ?? node) : node
  for (const child of assigned.length > 0 ? assigned : inner.children) visit(child, found)
}

function isDrawn(element: HTMLElement): boolean {
  const { display, visibility } = getComputedStyle(element)
  return display !== 'none' && visibility !== 'hidden'
}
