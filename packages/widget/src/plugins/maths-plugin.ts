import { formulas } from '../styles/formulas.ts'
import type { MarkdownPlugin } from './markdown-plugin.ts'
import { mathsText, scanMaths } from './maths-signs.ts'

/** What of KaTeX is used. */
export interface Katex {
  render(source: string, element: HTMLElement, options: Readonly<Record<string, unknown>>): void
}

/** How formulas are drawn; everything is optional. */
export interface MathsOptions {
  /**
   * `mathml` is drawn by the browser itself and needs no style sheet (default). `html` and `htmlAndMathml` need KaTeX's
   * style sheet in `sheet`, and its fonts in the page.
   */
  readonly output?: 'mathml' | 'html' | 'htmlAndMathml'
  readonly sheet?: CSSStyleSheet
  /** Macros by their names, as `{ '\\RR': '\\mathbb{R}' }`. */
  readonly macros?: Readonly<Record<string, string>>
}

/** How much a formula may grow by its macros, and how large its signs may be, in `em`. */
const BOUNDS = { maxExpand: 1_000, maxSize: 20 }

/**
 * Draws formulas between `$…$`, `$$…$$`, `\(…\)` and `\[…\]` with the page's own KaTeX. What KaTeX does not understand
 * stays text; commands that would make links or load images are refused.
 *
 * ```ts
 * import katex from 'katex'
 * chatView.markdownPlugins = [mathsPlugin(katex)]
 * ```
 */
export const mathsPlugin = (katex: Katex, options: MathsOptions = {}): MarkdownPlugin => {
  const { output = 'mathml', sheet = formulas(document), macros = {} } = options
  return {
    sheet,
    ...scanMaths,
    draw: ({ text, document }) => {
      const { source, displayMode } = mathsText(text)
      const holder = document.createElement('span')
      // A formula must not define macros for the next one: each gets its own.
      const settings = { ...BOUNDS, output, displayMode, throwOnError: true, trust: false, macros: { ...macros } }
      katex.render(source, holder, settings)
      return holder
    },
  }
}
