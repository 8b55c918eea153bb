import type { Sheet } from './define-sheet.ts'

/** Adds sheets to a shadow root in the order given; one that is there already keeps its place. */
export function adoptSheets(root: ShadowRoot, ...sheets: readonly Sheet[]): void {
  // Each look at the root's list goes through the browser's own array.
  const there = [...root.adoptedStyleSheets]
  const all = new Set([...there, ...sheets.map(sheet => sheet(root.ownerDocument))])
  if (all.size > there.length) root.adoptedStyleSheets = [...all]
}
