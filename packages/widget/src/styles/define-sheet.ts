/** A style sheet that exists once it is asked for: nothing is made at import, so servers may import it too (EM8). */
export interface Sheet {
  /** The one constructed sheet, shared by every shadow root that adopts it. */
  (): CSSStyleSheet
  /** Its rules, for checks and for declarative shadow roots. */
  readonly cssText: string
}

/** Declares a sheet. The text is parsed at the first call, and never again. */
export function defineSheet(cssText: string): Sheet {
  let made: CSSStyleSheet | undefined
  const sheet = (): CSSStyleSheet => {
    if (made === undefined) {
      made = new CSSStyleSheet()
      made.replaceSync(cssText)
    }
    return made
  }
  return Object.assign(sheet, { cssText })
}
