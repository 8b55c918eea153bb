import type { Sheet } from './define-sheet.ts'

/** Adds sheets to a shadow root in the order given; one that is there already keeps its place. */
export function adoptSheets(root: ShadowRoot, ...sheets: readonly Sheet[]): void {
  const missing = [...new Set(sheets.map(sheet => sheet()))].filter(sheet => !root.adoptedStyleSheets.includes(sheet))
  if (missing.length > 0) root.adoptedStyleSheets = [...root.adoptedStyleSheets, ...missing]
}
