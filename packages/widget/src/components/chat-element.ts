import { LitElement } from 'lit'
import { adoptSheets } from '../styles/adopt-sheets.ts'
import type { Sheet } from '../styles/define-sheet.ts'

/** What all our elements share: an open shadow root with constructed style sheets only (EM5). */
export abstract class ChatElement extends LitElement {
  /** Sheets of this element, in order; made when the first one is drawn (EM8). */
  static sheets: readonly Sheet[] = []

  protected override createRenderRoot(): ShadowRoot {
    const root = this.attachShadow({ mode: 'open', delegatesFocus: false })
    adoptSheets(root, ...(this.constructor as typeof ChatElement).sheets)
    return root
  }
}
