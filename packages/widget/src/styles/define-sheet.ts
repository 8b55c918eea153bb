/** A style sheet that exists once it is asked for: nothing is made at import, so servers may import it too (EM8). */
export interface Sheet {
  /** The one constructed sheet of a document, shared by every shadow root in it that adopts it. */
  (document: Document): CSSStyleSheet
  /** Its rules, for checks and for declarative shadow roots. */
  readonly cssText: string
}

/** Declares a sheet. The text is parsed once for each document. */
export function defineSheet(cssText: string): Sheet {
  const made = new WeakMap<Document, CSSStyleSheet>()
  const sheet = (document: Document): CSSStyleSheet => {
    let own = made.get(document)
    if (!own) {
      // A document takes those sheets only that its own window made.
      const { CSSStyleSheet } = document.defaultView as typeof globalThis
      own = new CSSStyleSheet()
      own.replaceSync(cssText)
      made.set(document, own)
    }
    return own
  }
  return Object.assign(sheet, { cssText })
}
