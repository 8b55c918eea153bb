import { composedRange } from '../composed-range.ts'

/** Rows at most between the ends of a selection that stay, so that it can be copied. */
const mostSelected = 100

/** The one of these elements that a node is in, also through shadow roots. */
const rowOfNode = (rows: ReadonlySet<Node>, node: Node | null): Node | null => {
  for (let at = node; at; at = at.parentNode ?? (at instanceof ShadowRoot ? at.host : null)) if (rows.has(at)) return at
  return null
}

const shadowRoots = (element: Element): ShadowRoot[] => {
  const own = element.shadowRoot ? [element.shadowRoot] : []
  const inner = [element, ...own].flatMap(root => [...root.querySelectorAll('*')])
  return [...own, ...inner.filter(child => child.shadowRoot).flatMap(shadowRoots)]
}

/** Rows in which text is selected, with those between them. */
const selectedRows = (rows: readonly HTMLElement[]): readonly HTMLElement[] => {
  const selection = getSelection()
  // Whether something is selected within a shadow tree, only the composed range tells.
  if (!selection?.rangeCount || !('getComposedRanges' in selection)) return []
  const range = composedRange(selection, rows.flatMap(shadowRoots))
  if (!range || range.collapsed) return []
  const all = new Set<Node>(rows)
  const ends = [range.startContainer, range.endContainer].map(node => rowOfNode(all, node))
  const places = ends.map(row => rows.indexOf(row as HTMLElement)).filter(place => place >= 0)
  if (places.length === 0) return []
  return rows.slice(Math.min(...places), Math.max(...places) + 1).slice(-mostSelected)
}

/**
 * Tells which of the rows that are drawn stay, also far outside of what is shown: the one with the focus, those with
 * selected text, and those in which something was begun (`isBusy`).
 */
export class HeldRows {
  readonly #isBusy: (row: HTMLElement) => boolean
  /** To ask what is selected costs a layout: it is asked when it may be something else, and as long as it is in a row. */
  #ask = true

  constructor(isBusy: (row: HTMLElement) => boolean) {
    this.#isBusy = isBusy
  }

  /** Something else may be selected now. */
  selected(): void {
    this.#ask = true
  }

  of(rows: readonly HTMLElement[]): ReadonlySet<HTMLElement> {
    const held = rows.filter(row => row.matches(':focus-within') || this.#isBusy(row))
    const selected = this.#ask ? selectedRows(rows) : []
    this.#ask = selected.length > 0
    return new Set([...held, ...selected])
  }
}
