import type { Page } from '@playwright/test'

/** Sets text as WCAG 1.4.12 says that a reader may, in every shadow tree that is there now. */
export const spaceText = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(`
      * { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
      p { margin-block-end: 2em !important }`)
    const visit = (root: Document | ShadowRoot): void => {
      root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet]
      for (const element of root.querySelectorAll('*')) if (element.shadowRoot) visit(element.shadowRoot)
    }
    visit(document)
  })

/** Texts that a box cuts off from above or below, where nobody can scroll to the rest. */
export const clippedText = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const clipped: string[] = []
    const visit = (root: ParentNode): void => {
      for (const element of root.querySelectorAll<HTMLElement>('*')) {
        if (element.shadowRoot) visit(element.shadowRoot)
        const { overflowY, webkitLineClamp } = getComputedStyle(element)
        if (!/hidden|clip/.test(overflowY) || webkitLineClamp !== 'none') continue
        if (!element.checkVisibility() || element.clientHeight <= 1 || element.matches('.unseen')) continue
        // A font's own ascent may reach over its line by little.
        if (element.scrollHeight > element.clientHeight + 4) {
          clipped.push(`${element.localName}.${element.className}: ${element.scrollHeight} in ${element.clientHeight}`)
        }
      }
    }
    visit(document)
    return clipped
  })
