import type { Sheet } from '../../styles/define-sheet.ts'

/** Tokens of the page's fonts, which print as they are shown. */
const fonts = ['--chat-f', '--chat-f-prose', '--chat-f-mono']

/** Longest time for which a printer's dialog is waited for, in milliseconds: not every browser says that it is gone. */
const patienceMs = 300_000

/** An empty document of its own within an element: what is printed there is nothing of the page's (UX4). */
export class PaperFrame {
  readonly #frame: HTMLIFrameElement
  readonly #paper: Document

  private constructor(frame: HTMLIFrameElement, paper: Document) {
    this.#frame = frame
    this.#paper = paper
  }

  static async open(root: ShadowRoot, signal: AbortSignal): Promise<PaperFrame> {
    const frame = document.createElement('iframe')
    frame.className = 'paper'
    frame.tabIndex = -1
    frame.ariaHidden = 'true'
    const loaded = new Promise<void>((resolve, reject) => {
      frame.addEventListener('load', () => resolve(), { once: true })
      signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    })
    root.append(frame)
    await loaded
    if (!frame.contentDocument) throw new Error('The browser gives no document to print')
    return new PaperFrame(frame, frame.contentDocument)
  }

  get document(): Document {
    return this.#paper
  }

  /** Gives it its looks, and the fonts of an element. */
  dress(element: Element, sheets: readonly Sheet[], others: readonly CSSStyleSheet[]): void {
    const { defaultView, documentElement } = this.#paper
    if (!defaultView) return
    const texts = [
      ...sheets.map(({ cssText }) => cssText),
      ...others.map(({ cssRules }) => Array.from(cssRules, rule => rule.cssText).join('\n')),
    ]
    // A document takes those sheets only that were made for it.
    this.#paper.adoptedStyleSheets = texts.map(text => {
      const sheet = new defaultView.CSSStyleSheet()
      sheet.replaceSync(text)
      return sheet
    })
    const style = getComputedStyle(element)
    for (const font of fonts) documentElement.style.setProperty(font, style.getPropertyValue(font))
  }

  /** Resolves once the printer's dialog is gone. */
  async print(): Promise<void> {
    const { defaultView } = this.#paper
    if (!defaultView) return
    const { promise, resolve } = Promise.withResolvers<void>()
    const timer = setTimeout(resolve, patienceMs)
    defaultView.addEventListener('afterprint', () => resolve(), { once: true })
    defaultView.addEventListener('pagehide', () => resolve(), { once: true })
    defaultView.print()
    await promise
    clearTimeout(timer)
  }

  /** Takes it away. */
  close(): void {
    this.#frame.remove()
  }
}
