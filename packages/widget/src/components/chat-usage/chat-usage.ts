import type { ChatError, UsageReport } from '@chat-view/sdk'
import { ContextConsumer } from '@lit/context'
import { html, nothing, type TemplateResult } from 'lit'
import { chatContext } from '../../context/chat-context.ts'
import { localisationContext } from '../../context/localisation-context.ts'
import { closeIcon } from '../../icons/controls.ts'
import { iconButton } from '../../icons/icon-button.ts'
import type { Localisation } from '../../locales/localisation.ts'
import { base } from '../../styles/base.ts'
import { controls } from '../../styles/controls.ts'
import { skeleton } from '../../styles/skeleton.ts'
import { dialogSheet } from '../chat-dialog/dialog-sheet.ts'
import { ChatElement } from '../chat-element.ts'
import { meterSheet } from '../chat-gauges/meter-sheet.ts'
import { usageFigures } from './usage-figures.ts'
import { usageSheet } from './usage-sheet.ts'

declare global {
  interface HTMLElementTagNameMap {
    'chat-usage': ChatUsage
  }
}

type Report =
  | { readonly state: 'loading' }
  | { readonly state: 'there'; readonly report: UsageReport }
  | { readonly state: 'failed'; readonly error: ChatError }

/** What the user has used this month, and their limits (AI7); a dialog that takes itself away once it is closed. */
export class ChatUsage extends ChatElement {
  static override sheets = [base, controls, skeleton, meterSheet, dialogSheet, usageSheet]
  static override properties = { report: { state: true, attribute: false } }

  declare private report: Report
  readonly #chat = new ContextConsumer(this, { context: chatContext })
  readonly #words = new ContextConsumer(this, { context: localisationContext, subscribe: true })

  constructor() {
    super()
    this.report = { state: 'loading' }
  }

  /** Resolves once it is shown. */
  async open(): Promise<void> {
    await this.updateComplete
    this.#element()?.showModal()
    await this.#load()
  }

  protected override render(): TemplateResult | typeof nothing {
    const words = this.#words.value
    if (!words) return nothing
    return html`<dialog
      class="dialog"
      lang=${words.tag}
      dir=${words.direction}
      aria-labelledby="title"
      @close=${() => this.remove()}
      @keydown=${(event: Event) => event.stopPropagation()}
    >
      <h3 id="title">
        ${words.text('usage.title')}
        ${iconButton({
          label: words.text('common.close'),
          drawing: closeIcon,
          press: () => this.#element()?.close(),
          name: 'close',
        })}
      </h3>
      ${this.#content(words, this.report)}
    </dialog>`
  }

  #content(words: Localisation, report: Report): TemplateResult {
    switch (report.state) {
      case 'loading':
        return html`<div class="bones" role="status" aria-label=${words.text('usage.loading')}>
          <span class="bone w2"></span><span class="bone w3"></span>
        </div>`
      case 'there':
        return usageFigures(words, report.report)
      case 'failed':
        return html`<p class="wrong" role="alert">${words.error(report.error.code)}</p>
          <div class="row">
            <button type="button" class="do" @click=${() => this.#again()}>${words.text('delivery.retry')}</button>
          </div>`
    }
  }

  #again(): void {
    // The button goes: the focus stays in the dialog.
    this.#element()?.querySelector<HTMLElement>('.close')?.focus()
    void this.#load()
  }

  async #load(): Promise<void> {
    const chat = this.#chat.value
    if (!chat) return
    this.report = { state: 'loading' }
    try {
      this.report = { state: 'there', report: await chat.account.usage() }
    } catch (error) {
      this.report = { state: 'failed', error: error as ChatError }
    }
  }

  #element(): HTMLDialogElement | null {
    return this.renderRoot?.querySelector('dialog') ?? null
  }
}
