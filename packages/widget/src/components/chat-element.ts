import { LitElement } from 'lit'
import { ChatFaultEvent } from '../events/chat-fault-event.ts'
import { adoptSheets } from '../styles/adopt-sheets.ts'
import type { Sheet } from '../styles/define-sheet.ts'

/** What all our elements share: an open shadow root with constructed style sheets only (EM5), and faults that stay inside. */
export abstract class ChatElement extends LitElement {
  /** Sheets of this element, in order; made when the first one is drawn (EM8). */
  static sheets: readonly Sheet[] = []

  protected override createRenderRoot(): ShadowRoot {
    const root = this.attachShadow({ mode: 'open', delegatesFocus: false })
    adoptSheets(root, ...(this.constructor as typeof ChatElement).sheets)
    return root
  }

  /** What fails while it draws goes to the boundary above, not to the page (UX7). */
  protected override performUpdate(): void {
    try {
      super.performUpdate()
    } catch (error) {
      this.dispatchEvent(new ChatFaultEvent(error))
    }
  }
}
