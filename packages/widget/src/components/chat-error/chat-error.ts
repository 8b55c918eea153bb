import { ContextConsumer } from '@lit/context'
import { html, nothing, type TemplateResult } from 'lit'
import { localisationContext } from '../../context/localisation-context.ts'
import { icon } from '../../icons/icon.ts'
import { alertIcon } from '../../icons/states.ts'
import { base } from '../../styles/base.ts'
import { controls } from '../../styles/controls.ts'
import { defineSheet } from '../../styles/define-sheet.ts'
import { fault } from '../../styles/fault.ts'
import { ChatElement } from '../chat-element.ts'

declare global {
  interface HTMLElementTagNameMap {
    'chat-error': ChatError
  }
}

const own = defineSheet(':host { display: flex; flex: 1; min-block-size: 0; overflow: auto }')

/** The error boundary's face: the chat stopped, the page did not, and one can reload the chat alone (UX7). */
export class ChatError extends ChatElement {
  static override sheets = [base, controls, fault, own]
  static override properties = {
    code: { attribute: false },
    trace: { attribute: false },
    reload: { attribute: false },
  }

  /** From the table of error codes, or `render`. */
  declare code: string
  /** Finds the request in the server's logs; null: none was made. */
  declare trace: string | null
  declare reload: () => void

  readonly #localisation = new ContextConsumer(this, { context: localisationContext, subscribe: true })

  constructor() {
    super()
    this.code = 'render'
    this.trace = null
    this.reload = () => {}
  }

  protected override render(): TemplateResult | typeof nothing {
    const words = this.#localisation.value
    if (!words) return nothing
    return html`<div class="fault" part="error" role="alert">
      ${icon(alertIcon)}
      <h3>${words.text('fault.title')}</h3>
      <p class="soft">${words.text('fault.text')} ${this.#details()}</p>
      <div class="row">
        <button type="button" class="do main" @click=${() => this.reload()}>${words.text('fault.reload')}</button>
        <button type="button" class="do" @click=${this.#copy}>${words.text('fault.copy')}</button>
      </div>
    </div>`
  }

  #details(): string {
    const words = this.#localisation.value
    if (!words) return ''
    const { code, trace } = this
    return trace === null ? words.text('fault.code', { code }) : words.text('fault.details', { code, trace })
  }

  readonly #copy = (): void => {
    // A page may forbid the clipboard; the details stand there to be read.
    navigator.clipboard?.writeText(this.#details()).catch(() => {})
  }
}
