/** Sheets that were made again, for each document and by the one that they stand for. */
const copies = new WeakMap<Document, WeakMap<CSSStyleSheet, CSSStyleSheet>>()

const copyFor = (document: Document, sheet: CSSStyleSheet): CSSStyleSheet => {
  const known = copies.get(document) ?? new WeakMap()
  copies.set(document, known)
  const { CSSStyleSheet } = document.defaultView as typeof globalThis
  const copy = known.get(sheet) ?? new CSSStyleSheet()
  if (!known.has(sheet)) copy.replaceSync(Array.from(sheet.cssRules, ({ cssText }) => cssText).join('\n'))
  known.set(sheet, copy)
  return copy
}

/** Adds sheets to a shadow root, each once; those that were made for another document in a copy. */
export const dressRoot = (root: ShadowRoot, sheets: readonly CSSStyleSheet[]): void => {
  for (const sheet of sheets) {
    const there = [...root.adoptedStyleSheets]
    if (there.includes(sheet)) continue
    try {
      root.adoptedStyleSheets = [...there, sheet]
    } catch {
      const copy = copyFor(root.ownerDocument, sheet)
      if (!there.includes(copy)) root.adoptedStyleSheets = [...there, copy]
    }
  }
}
