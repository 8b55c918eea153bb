/** Something on the screen that shall stay where it is. */
export interface ScreenAnchor {
  /** The row that it is in. */
  readonly row: HTMLElement
  /** As near to the edge as can be: a paragraph within a long answer, if there is one. */
  readonly element: Element
  /** Place of the element below the scroller's upper edge, in px. */
  readonly top: number
  /** Place of its row. */
  readonly rowTop: number
}

/** How deep it looks for the element at the edge: through an answer's body, its text, and a list in it. */
const depth = 12

/** The first of these, in order, that reaches below the edge; found by halves. */
const firstBelow = <T extends Element>(elements: readonly T[], edge: number): T | null => {
  let [from, to] = [0, elements.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if ((elements[middle]?.getBoundingClientRect().bottom ?? 0) > edge) to = middle
    else from = middle + 1
  }
  return elements[from] ?? null
}

/** From so many children on they are searched by halves; fewer may hold some that take no place. */
const many = 32

const childAtEdge = (element: Element, edge: number): Element | null => {
  const children = [...(element.shadowRoot ?? element).children]
  if (children.length > many) return firstBelow(children, edge)
  for (const child of children) {
    const { bottom, height } = child.getBoundingClientRect()
    if (height > 0 && bottom > edge) return child
  }
  return null
}

/** Finds what to hold on to at the upper edge of a scroller: it reads layout and changes nothing. */
export const findAnchor = (scroller: Element, rows: readonly HTMLElement[]): ScreenAnchor | null => {
  const box = scroller.getBoundingClientRect()
  const row = firstBelow(rows, box.top)
  if (!row) return null
  const rowTop = row.getBoundingClientRect().top
  if (rowTop >= box.bottom) return null
  let element: Element = row
  let top = rowTop
  for (let level = 0; level < depth && top < box.top; level++) {
    const child = childAtEdge(element, box.top)
    if (!child) break
    element = child
    top = child.getBoundingClientRect().top
  }
  return { row, element, top: top - box.top, rowTop: rowTop - box.top }
}

/** What was held, moved as the reader has moved it; null where it is not on a screen of this height any more. */
export const movedAnchor = (anchor: ScreenAnchor | null, moved: number, screen: number): ScreenAnchor | null => {
  if (!anchor?.row.isConnected) return null
  const { row } = anchor
  const rowTop = anchor.rowTop - moved
  const element = anchor.element.isConnected ? anchor.element : row
  const top = element === row ? rowTop : anchor.top - moved
  const isOut = top >= screen || top + element.getBoundingClientRect().height <= 0
  return isOut ? null : { row, element, top, rowTop }
}
