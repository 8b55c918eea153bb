import { LitElement } from 'lit'
import { ChatFaultEvent } from '../events/chat-fault-event.ts'
import { adoptSheets } from '../styles/adopt-sheets.ts'
import type { Sheet } from '../styles/define-sheet.ts'
import { exportedParts } from './exported-parts.ts'
import { focusLost } from './focus-lost.ts'

/** What all our elements share: an open shadow root with constructed style sheets only (EM5), and faults that stay inside. */
export abstract class ChatElement extends LitElement {
  /** Sheets of this element, in order; made when the first one is drawn (EM8). */
  static sheets: readonly Sheet[] = []

  protected override createRenderRoot(): ShadowRoot {
    // Each passes on what is within it: one that did not would keep it from the page (EM9).
    this.setAttribute('exportparts', exportedParts)
    const root = this.attachShadow({ mode: 'open' })
    adoptSheets(root, ...(this.constructor as typeof ChatElement).sheets)
    return root
  }

  /** It was moved to another document, which takes no sheets of the former one (EM2). */
  adoptedCallback(): void {
    if (this.shadowRoot) adoptSheets(this.shadowRoot, ...(this.constructor as typeof ChatElement).sheets)
  }

  /**
   * What fails while it draws goes to the boundary above, not to the page (UX7). So does it that what had the focus went,
   * where nobody has taken it to another place by the next task (UX1).
   */
  protected override performUpdate(): void {
    const held = this.shadowRoot?.activeElement
    try {
      super.performUpdate()
    } catch (error) {
      this.dispatchEvent(new ChatFaultEvent(error))
    }
    if (held && !held.isConnected)
      setTimeout(() => this.dispatchEvent(new Event(focusLost, { bubbles: true, composed: true })))
  }
}
