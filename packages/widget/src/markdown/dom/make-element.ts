import type { MarkdownSettings } from '../markdown-options.ts'

/** What all writers of one view share. */
export interface Pen {
  readonly settings: MarkdownSettings
  /** Ends all listeners of the view. */
  readonly signal: AbortSignal
}

type Attributes = Readonly<Record<string, string | number | undefined>>

/** An element with attributes (undefined ones are left out) and children. */
export function make<K extends keyof HTMLElementTagNameMap>(
  pen: Pen,
  name: K,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  return fill(pen.settings.document.createElement(name), attributes, children)
}

/** The same for drawings. */
export function makeSvg(pen: Pen, name: 'svg' | 'path', attributes: Attributes, ...children: Node[]): SVGElement {
  return fill(pen.settings.document.createElementNS('http://www.w3.org/2000/svg', name), attributes, children)
}

function fill<E extends Element>(element: E, attributes: Attributes, children: readonly (Node | string)[]): E {
  for (const [name, value] of Object.entries(attributes))
    if (value !== undefined) element.setAttribute(name, `${value}`)
  element.append(...children)
  return element
}
