import { ContextConsumer } from '@lit/context'
import { html, nothing, type TemplateResult } from 'lit'
import { localisationContext } from '../../context/localisation-context.ts'
import { base } from '../../styles/base.ts'
import { controls } from '../../styles/controls.ts'
import { ChatElement } from '../chat-element.ts'
import { dialogSheet } from './dialog-sheet.ts'

declare global {
  interface HTMLElementTagNameMap {
    'chat-dialog': ChatDialog
  }
}

/** A question with two answers, the harmless one first. */
export interface ChatQuestion {
  readonly title: string
  readonly text: string
  readonly yes: string
  readonly no: string
}

/** Asks before something is destroyed. Focus stays in it, Escape is a no, and the focus goes back where it was (UX1). */
export class ChatDialog extends ChatElement {
  static override sheets = [base, controls, dialogSheet]
  static override properties = { question: { state: true, attribute: false } }

  declare private question: ChatQuestion | null
  readonly #words = new ContextConsumer(this, { context: localisationContext, subscribe: true })
  #answer: ((yes: boolean) => void) | null = null

  constructor() {
    super()
    this.question = null
  }

  /** Resolves to the answer; to no when it is closed in any other way. */
  async ask(question: ChatQuestion): Promise<boolean> {
    this.#settle(false)
    this.question = question
    await this.updateComplete
    const element = this.#element()
    if (!element?.isConnected) return false
    element.returnValue = ''
    element.showModal()
    return new Promise(resolve => {
      this.#answer = resolve
    })
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#element()?.close()
    this.#settle(false)
  }

  protected override render(): TemplateResult {
    const { title = '', text = '', yes = '', no = '' } = this.question ?? {}
    return html`<dialog
      class="dialog"
      role="alertdialog"
      lang=${this.#words.value?.tag ?? nothing}
      dir=${this.#words.value?.direction ?? nothing}
      aria-labelledby="title"
      aria-describedby="text"
      @close=${() => this.#settle(this.#element()?.returnValue === 'yes')}
      @keydown=${(event: Event) => event.stopPropagation()}
    >
      <h3 id="title">${title}</h3>
      <p id="text">${text}</p>
      <div class="row">
        <button type="button" class="do" @click=${() => this.#element()?.close()}>${no}</button>
        <button type="button" class="do bad" @click=${() => this.#element()?.close('yes')}>${yes}</button>
      </div>
    </dialog>`
  }

  #element(): HTMLDialogElement | null {
    return this.renderRoot?.querySelector('dialog') ?? null
  }

  #settle(yes: boolean): void {
    this.#answer?.(yes)
    this.#answer = null
  }
}
